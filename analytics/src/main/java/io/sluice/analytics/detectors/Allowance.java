package io.sluice.analytics.detectors;

import io.sluice.analytics.Goal;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.Map;

/**
 * How often normal operation may pass the threshold: the user's goal, as far as the training rows
 * can show it. Seven minutes of rows cannot tell what happens once a week, and a threshold
 * extrapolated from them to a week would be blind. So the tail of the measures is extrapolated only
 * as far as its standard error allows: with k peaks in an exponential tail the level that is passed
 * e times is uncertain by ln(k/e)/√k of the tail's scale, and that may be three quarters. A few
 * hundred rows show one excursion in their own span, some thousands one in ten times theirs. What
 * was wanted and what that is goes into the model's parameters.
 *
 * @param goal what the user wants
 * @param onDelayRows rows that a measure must stay up for the alarm, 0 or more
 * @param windows in the training rows, 1 or more; rows that share one say the same, so that only
 *     the largest of their measures counts
 * @param span of the training rows, above 0
 * @see <a href="https://doi.org/10.1007/978-1-4471-3675-0">Coles 2001</a>, chapters 4 and 5: peaks
 *     over a threshold, return levels and their error, declustering
 */
record Allowance(Goal goal, int onDelayRows, int windows, Duration span) {
  private static final double WEEK = Duration.ofDays(7).toNanos();
  private static final double TAIL = 0.25;
  private static final int FEWEST_IN_TAIL = 5;
  private static final double LARGEST_ERROR = 0.75;

  /**
   * @param measured rows of features, of {@code rows}
   */
  static Allowance of(Goal goal, TrainingRows rows, FeaturePlan plan, int measured) {
    int windows = Math.max(1, measured / plan.window());
    long delay = goal.onDelay().toNanos() / Math.max(1, rows.interval().toNanos());
    return new Allowance(goal, (int) Math.min(delay, plan.window()), windows, rows.span());
  }

  /** The strictest that rows can show, for comparing settings whatever the user's goal. */
  static Allowance strict(TrainingRows rows, FeaturePlan plan, int measured, Duration onDelay) {
    return of(new Goal(Goal.USUAL.falseAlarmsPerWeek(), onDelay), rows, plan, measured);
  }

  /** How many of the largest peaks, one a window, are taken for an exponential tail. */
  int tail() {
    return Math.min((int) Math.max(FEWEST_IN_TAIL, Math.ceil(TAIL * windows)), windows - 1);
  }

  /** Excursions in the training rows that the threshold leaves above it, more than 0. */
  double excursions() {
    double shown = tail() * Math.exp(-LARGEST_ERROR * Math.sqrt(tail()));
    return Math.max(goal.falseAlarmsPerWeek() * span.toNanos() / WEEK, Math.min(1, shown));
  }

  /** What was wanted and what these rows can show, for the model card. */
  Map<String, String> parameters() {
    double shown = excursions() * WEEK / span.toNanos();
    return Map.of(
        "false-alarms-wanted-per-week", "%.3g".formatted(goal.falseAlarmsPerWeek()),
        "false-alarms-shown-per-week", "%.3g".formatted(shown));
  }
}
