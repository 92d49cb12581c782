package io.sluice.analytics.trial;

import io.sluice.analytics.Goal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a champion breaks its own limits, so that the version before it takes over again. Pure.
 *
 * <p>A fault of the plant must not cost a good model its place: alarms count against the champion
 * only where the version before it, scoring the same rows, has far fewer; what only a model can do
 * wrong (failing, being too slow) counts by itself.
 */
public final class RollbackRule {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Failures in an hour that are no accident. */
  private static final long MOST_FAILED = 10;

  /** Part of an hour's rows without time for them. */
  private static final double MOST_OVER_BUDGET = 0.5;

  private static final long FEWEST_ROWS = 300;
  private static final double MOST_IN_ALARM = 0.5;

  /** Alarms in a day, as multiples of what the goal allows in a day; at least 5. */
  private static final double FAR_ABOVE_GOAL = 20;

  private static final double LEAST_ALARMS = 5;
  private static final double TIMES_REFERENCE = 3;

  private RollbackRule() {}

  /**
   * The limit that is broken, as a sentence; empty where none is.
   *
   * @param reference the version before it, on the same rows
   * @param nanos now
   */
  public static Optional<String> broken(
      Conduct champion, Conduct reference, Goal goal, long nanos) {
    Conduct.Sum hour = champion.last(HOUR, nanos);
    if (hour.failed() >= MOST_FAILED) {
      return Optional.of(hour.failed() + " rows of the last hour made it fail");
    }
    if (hour.asked() >= FEWEST_ROWS && hour.overBudget() > MOST_OVER_BUDGET * hour.asked()) {
      return Optional.of(
          hour.overBudget() + " of " + hour.asked() + " rows of the last hour took it too long");
    }
    Conduct.Sum other = reference.last(HOUR, nanos);
    if (hour.scored() >= FEWEST_ROWS
        && other.scored() >= hour.scored() / 2
        && hour.shareInAlarm() > MOST_IN_ALARM
        && hour.shareInAlarm() > TIMES_REFERENCE * other.shareInAlarm()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its alarm stood on %.0f %% of the rows of the last hour, that of the version before"
                  + " on %.0f %%",
              100 * hour.shareInAlarm(),
              100 * other.shareInAlarm()));
    }
    return tooManyAlarms(champion.last(DAY, nanos), reference.last(DAY, nanos), goal);
  }

  private static Optional<String> tooManyAlarms(Conduct.Sum day, Conduct.Sum reference, Goal goal) {
    double most = Math.max(LEAST_ALARMS, FAR_ABOVE_GOAL * goal.falseAlarmsPerWeek() / 7);
    boolean comparable = reference.scored() >= day.scored() / 2;
    if (comparable
        && day.activations() > most
        && day.activations() > TIMES_REFERENCE * reference.activations()) {
      return Optional.of(
          day.activations()
              + " alarms in a day, the version before it would have had "
              + reference.activations());
    }
    return Optional.empty();
  }
}
