package io.sluice.analytics.detectors;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Since when each of several values has been outside its usual range without interruption. A value
 * that is missing is not outside. Owned by one context; {@link #see} allocates nothing.
 */
final class Outside {
  /** No plant time: the value is inside. */
  private static final long INSIDE = Long.MIN_VALUE;

  /** Part of the range that is rounding. */
  private static final double ROUNDING = 1e-6;

  private static final double LAST_DIGITS = 1e-12;

  private final double[] low;
  private final double[] high;
  private final long[] since;

  /**
   * @param low of each value's range
   * @param high of each value's range
   */
  Outside(double[] low, double[] high) {
    this.low = low.clone();
    this.high = high.clone();
    this.since = new long[low.length];
    for (int i = 0; i < low.length; i++) {
      double size = Math.max(Math.abs(low[i]), Math.abs(high[i]));
      double slack = ROUNDING * (high[i] - low[i]) + LAST_DIGITS * size;
      this.low[i] -= slack;
      this.high[i] += slack;
    }
    forget();
  }

  /** For the features of a plan, in its own scale. */
  static Outside of(FeaturePlan plan, Usual usual) {
    double[] low = new double[plan.features().size()];
    double[] high = new double[low.length];
    for (int i = 0; i < low.length; i++) {
      low[i] = plan.scaled(i, usual.low(i));
      high[i] = plan.scaled(i, usual.high(i));
    }
    return new Outside(low, high);
  }

  /** Takes the values at a plant time in nanoseconds. */
  void see(double[] values, boolean[] missing, long time) {
    for (int i = 0; i < since.length; i++) {
      boolean inside = missing[i] || (values[i] >= low[i] && values[i] <= high[i]);
      since[i] = inside ? INSIDE : since[i] == INSIDE ? time : since[i];
    }
  }

  /** Nothing is known of any value. */
  void forget() {
    Arrays.fill(since, INSIDE);
  }

  /** How long at that time the value has been outside, or null if it is inside. */
  @Nullable Duration until(int i, long time) {
    return since[i] == INSIDE ? null : Duration.ofNanos(time - since[i]);
  }
}
