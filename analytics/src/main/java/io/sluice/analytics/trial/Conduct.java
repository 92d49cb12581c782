package io.sluice.analytics.trial;

import io.sluice.analytics.Verdict;
import java.time.Duration;

/**
 * What a model did in the last day, in slices of 15 minutes: enough to see that it breaks its
 * limits, whatever it did before. Constant memory; used by one context.
 */
public final class Conduct {
  private static final int SLICES = 96;
  private static final long SLICE = Duration.ofMinutes(15).toNanos();

  private final Slice[] slices = new Slice[SLICES];

  private static final class Slice {
    private long number = -1;
    private long scored;
    private long inAlarm;
    private long activations;
    private long failed;
    private long overBudget;
  }

  /**
   * What happened in some time.
   *
   * @param scored rows scored
   * @param inAlarm rows scored while the alarm stood
   * @param activations times the alarm was raised
   * @param failed rows on which the model failed: it threw, or its score was not finite
   * @param overBudget rows that it had no time for
   */
  public record Sum(long scored, long inAlarm, long activations, long failed, long overBudget) {
    /** Nothing. */
    public static final Sum NONE = new Sum(0, 0, 0, 0, 0);

    /** Part of the scored rows in alarm, 0 to 1. */
    public double shareInAlarm() {
      return scored == 0 ? 0 : (double) inAlarm / scored;
    }

    /** Rows that the model was to score and that were fit for it. */
    public long asked() {
      return scored + failed + overBudget;
    }
  }

  public Conduct() {
    for (int i = 0; i < SLICES; i++) {
      slices[i] = new Slice();
    }
  }

  /** Takes a scored row. */
  public void scored(boolean raised, boolean stands, long nanos) {
    Slice slice = at(nanos);
    slice.scored++;
    slice.inAlarm += stands ? 1 : 0;
    slice.activations += raised ? 1 : 0;
  }

  /** Takes a row without a score; only what the model itself is to blame for counts. */
  public void notScored(Verdict reason, long nanos) {
    Slice slice = at(nanos);
    slice.failed += reason == Verdict.MODEL_FAILED ? 1 : 0;
    slice.overBudget += reason == Verdict.OVER_BUDGET ? 1 : 0;
  }

  /**
   * What happened in the time up to now.
   *
   * @param time counted in slices of 15 minutes, the one under way included; at most a day
   */
  public Sum last(Duration time, long nanos) {
    long newest = Math.floorDiv(nanos, SLICE);
    long oldest = newest - Math.min(SLICES, Math.max(1, time.toNanos() / SLICE)) + 1;
    long[] sums = new long[5];
    for (Slice slice : slices) {
      if (slice.number >= oldest && slice.number <= newest) {
        sums[0] += slice.scored;
        sums[1] += slice.inAlarm;
        sums[2] += slice.activations;
        sums[3] += slice.failed;
        sums[4] += slice.overBudget;
      }
    }
    return new Sum(sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  private Slice at(long nanos) {
    long number = Math.floorDiv(nanos, SLICE);
    Slice slice = slices[(int) Math.floorMod(number, (long) SLICES)];
    if (slice.number != number) {
      slice.number = number;
      slice.scored = 0;
      slice.inAlarm = 0;
      slice.activations = 0;
      slice.failed = 0;
      slice.overBudget = 0;
    }
    return slice;
  }
}
