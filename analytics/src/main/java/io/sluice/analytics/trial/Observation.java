package io.sluice.analytics.trial;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import java.time.Duration;

/**
 * What one version of a model has shown since it began to score: bounded, whatever the time. Used
 * by one context.
 */
public final class Observation {
  /** From this score on a row counts as near the threshold. */
  public static final double NEAR = 0.8;

  /** Rows further apart than this are not one watch: the time between them does not count. */
  private static final long LONGEST_STEP = Duration.ofMinutes(1).toNanos();

  private static final double ACCURACY = 0.02;
  private static final int MOST_BINS = 512;

  /** Below any score that matters; the sketch's bins are logarithmic. */
  private static final double LEAST_SCORE = 1e-4;

  private final DDSketch scores = DDSketches.collapsingLowestDense(ACCURACY, MOST_BINS);
  private final Observed before;
  private long rows;
  private long withoutVerdict;
  private long nanosWatched;
  private long activations;
  private long rowsInAlarm;
  private long rowsNear;
  private long previous;
  private boolean previousScored;

  /** Nothing seen yet. */
  public Observation() {
    this(Observed.NONE);
  }

  /**
   * Goes on where an earlier run of the gateway has stopped.
   *
   * @param before its figures; of its scores only the median is known
   */
  public Observation(Observed before) {
    this.before = before;
  }

  /** Takes a scored row. */
  public void scored(double score, boolean raised, boolean stands, long nanos) {
    rows++;
    scores.accept(Math.max(LEAST_SCORE, score));
    rowsNear += score >= NEAR && score < 1 ? 1 : 0;
    rowsInAlarm += stands ? 1 : 0;
    activations += raised ? 1 : 0;
    long step = nanos - previous;
    if (previousScored && step > 0 && step <= LONGEST_STEP) {
      nanosWatched += step;
    }
    previous = nanos;
    previousScored = true;
  }

  /** Takes a row that has no score. */
  public void notScored() {
    withoutVerdict++;
    previousScored = false;
  }

  /** The sum of this run and those before. */
  public Observed figures() {
    Observed now =
        new Observed(
            rows,
            Duration.ofNanos(nanosWatched),
            activations,
            rowsInAlarm,
            rowsNear,
            rows == 0 ? 0 : scores.getValueAtQuantile(0.5),
            withoutVerdict);
    return before.plus(now);
  }
}
