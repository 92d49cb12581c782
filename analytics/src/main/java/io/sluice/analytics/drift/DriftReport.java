package io.sluice.analytics.drift;

import java.util.List;
import java.util.Locale;

/**
 * How the rows of one window compare with those of training.
 *
 * @param rows rows compared
 * @param tags those that drifted, worst first
 * @param medianScore of the scored rows
 * @param usualMedian of the training rows
 * @param shareNear part of the scored rows near the threshold, 0 to 1
 * @param shareOutside part of the rows with a value outside the training range, 0 to 1
 * @param drifted whether any of it is beyond its limit
 */
public record DriftReport(
    long rows,
    List<DriftedTag> tags,
    double medianScore,
    double usualMedian,
    double shareNear,
    double shareOutside,
    boolean drifted) {
  private static final int NAMED = 3;

  public DriftReport {
    tags = List.copyOf(tags);
  }

  /**
   * A tag that is distributed otherwise than in training.
   *
   * @param tag its name
   * @param unit its unit, may be empty
   * @param index population stability index against training; 0 is alike, 0.25 a major shift
   * @param limit the highest index that is no drift
   * @param mean now
   * @param usual mean in training
   * @param low first decile in training
   * @param high last decile in training
   */
  public record DriftedTag(
      String tag,
      String unit,
      double index,
      double limit,
      double mean,
      double usual,
      double low,
      double high) {
    /** One line: {@code pump-1/flow averages 182 l/min, was 213 in training (index 1.31)}. */
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%s averages %.4g%s, was %.4g in training (index %.2f)",
          tag,
          mean,
          unit.isEmpty() ? "" : " " + unit,
          usual,
          index);
    }
  }

  /** What is to be said of it, in one sentence. */
  public String sentence() {
    if (!drifted) {
      return "as in training";
    }
    if (!tags.isEmpty()) {
      return String.join("; ", tags.stream().limit(NAMED).map(DriftedTag::sentence).toList());
    }
    return String.format(
        Locale.ROOT,
        "the score's median is %.2f, was %.2f in training; %.0f %% of rows are near the threshold,"
            + " %.0f %% outside the training range",
        medianScore,
        usualMedian,
        100 * shareNear,
        100 * shareOutside);
  }
}
