package io.sluice.analytics.trial;

import io.sluice.analytics.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a shadow may become the champion. Pure.
 *
 * @param leastWatched shortest time watched, above 0
 * @param leastRows fewest rows scored, 1 or more
 * @param leastCorrelation lowest rank correlation with the champion's scores, -1 to 1
 * @param mostWithoutVerdict largest part of rows without a score beyond the champion's, 0 to 1
 */
public record PromotionRule(
    Duration leastWatched, long leastRows, double leastCorrelation, double mostWithoutVerdict) {
  /** A day, 10,000 rows, a rank correlation of 0.3, and 5 % of rows. */
  public static final PromotionRule USUAL =
      new PromotionRule(Duration.ofDays(1), 10_000, 0.3, 0.05);

  public PromotionRule {
    if (leastWatched.isNegative() || leastWatched.isZero() || leastRows < 1) {
      throw new IllegalArgumentException(
          leastWatched + " and " + leastRows + " rows are no evidence; both are more than 0");
    }
    if (!(leastCorrelation >= -1 && leastCorrelation <= 1)) {
      throw new IllegalArgumentException(
          "a correlation of " + leastCorrelation + " is none; allowed is -1 to 1");
    }
    if (!(mostWithoutVerdict >= 0 && mostWithoutVerdict <= 1)) {
      throw new IllegalArgumentException(
          "a share of " + mostWithoutVerdict + " is none; allowed is 0 to 1");
    }
  }

  /**
   * Judges the shadow.
   *
   * @param champion over the same time as the shadow
   * @param agreement between the two
   */
  public PromotionAdvice judge(
      TrackRecord champion, TrackRecord shadow, Agreement agreement, Goal goal) {
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    enough(shadow.figures(), good, bad);
    falseAlarms(champion.figures(), shadow.figures(), agreement, goal).into(good, bad);
    detection(champion.faults(), shadow.faults()).into(good, bad);
    correlation(agreement).into(good, bad);
    verdicts(champion.figures(), shadow.figures()).into(good, bad);
    return bad.isEmpty() ? new PromotionAdvice.Ready(good) : new PromotionAdvice.NotYet(bad);
  }

  private void enough(Observed shadow, List<String> good, List<String> bad) {
    new Point(
            shadow.watched().compareTo(leastWatched) >= 0,
            "watched for " + hours(shadow.watched()) + ", needs " + hours(leastWatched))
        .into(good, bad);
    new Point(shadow.rows() >= leastRows, shadow.rows() + " rows scored, needs " + leastRows)
        .into(good, bad);
  }

  /** A fault raises both alarms: what the champion saw too is no false alarm of the shadow's. */
  private static Point falseAlarms(
      Observed champion, Observed shadow, Agreement agreement, Goal goal) {
    double allowed = Math.floor(goal.falseAlarmsPerWeek() * shadow.weeks());
    boolean fewAlone = agreement.activationsAlone() <= allowed;
    boolean notMore = shadow.activations() <= champion.activations();
    return new Point(
        fewAlone && notMore,
        shadow.activations()
            + " alarms, the champion had "
            + champion.activations()
            + "; "
            + agreement.activationsAlone()
            + " alone, allowed are "
            + (long) allowed);
  }

  private static Point detection(FaultsFound champion, FaultsFound shadow) {
    boolean tried = shadow.tried() > 0;
    return new Point(
        tried && shadow.share() >= champion.share(),
        tried
            ? shadow + " injected faults found, the champion found " + champion
            : "no injected faults were tried yet");
  }

  private Point correlation(Agreement agreement) {
    return new Point(
        agreement.spearman() >= leastCorrelation,
        String.format(
            Locale.ROOT,
            "scores go with the champion's by %.2f, needs %.2f",
            agreement.spearman(),
            leastCorrelation));
  }

  private Point verdicts(Observed champion, Observed shadow) {
    double allowed = champion.shareWithoutVerdict() + mostWithoutVerdict;
    return new Point(
        shadow.shareWithoutVerdict() <= allowed,
        String.format(
            Locale.ROOT,
            "%.1f %% of rows without a verdict, allowed are %.1f %%",
            100 * shadow.shareWithoutVerdict(),
            100 * allowed));
  }

  private static String hours(Duration time) {
    return String.format(Locale.ROOT, "%.1f h", time.toNanos() / 3.6e12);
  }

  private record Point(boolean met, String sentence) {
    void into(List<String> good, List<String> bad) {
      (met ? good : bad).add(sentence);
    }
  }
}
