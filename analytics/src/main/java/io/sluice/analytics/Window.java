package io.sluice.analytics;

import java.util.Arrays;

/**
 * The last rows of one tag: mean, standard deviation and change in constant time and memory. Sums
 * run along and are taken anew each time the window has been filled once more, so that rounding
 * cannot pile up. Owned by one context; allocates nothing after construction.
 */
public final class Window {
  private final double[] ring;
  private final int half;
  private int next;
  private int newer;
  private int older;
  private double newerSum;
  private double olderSum;
  private double squares;

  /**
   * @param rows length, 2 or more
   */
  public Window(int rows) {
    if (rows < 2) {
      throw new IllegalArgumentException("a window of " + rows + " rows, must be 2 or more");
    }
    ring = new double[rows];
    half = rows / 2;
    reset();
  }

  /** Forgets all rows. */
  public void reset() {
    Arrays.fill(ring, Double.NaN);
    next = 0;
    sumAnew();
  }

  /** Takes the next row's value, finite. */
  public void add(double value) {
    shift(value);
  }

  /** Takes a next row that has no value for this tag. */
  public void skip() {
    shift(Double.NaN);
  }

  /** Rows in the window that have a value. */
  public int count() {
    return newer + older;
  }

  /** Mean of the values; 0 without any. */
  public double mean() {
    return count() == 0 ? 0 : (newerSum + olderSum) / count();
  }

  /** Standard deviation of the values, over their count; 0 without any. */
  public double deviation() {
    double mean = mean();
    return count() == 0 ? 0 : Math.sqrt(Math.max(0, squares / count() - mean * mean));
  }

  /** Mean of the newer half of the rows less that of the older; 0 where a half has no value. */
  public double change() {
    return newer == 0 || older == 0 ? 0 : newerSum / newer - olderSum / older;
  }

  private void shift(double value) {
    // NaN marks a row without a value inside the ring; it never leaves the ring.
    int middle = next + ring.length - half;
    double moving = ring[middle < ring.length ? middle : middle - ring.length];
    double leaving = ring[next];
    ring[next] = value;
    next++;
    if (next == ring.length) {
      next = 0;
      sumAnew();
      return;
    }
    if (!Double.isNaN(leaving)) {
      older--;
      olderSum -= leaving;
      squares -= leaving * leaving;
    }
    if (!Double.isNaN(moving)) {
      newer--;
      newerSum -= moving;
      older++;
      olderSum += moving;
    }
    if (!Double.isNaN(value)) {
      newer++;
      newerSum += value;
      squares += value * value;
    }
  }

  private void sumAnew() {
    newer = 0;
    older = 0;
    newerSum = 0;
    olderSum = 0;
    squares = 0;
    for (int age = ring.length; age > 0; age--) {
      int index = next + ring.length - age;
      double value = ring[index < ring.length ? index : index - ring.length];
      if (!Double.isNaN(value)) {
        squares += value * value;
        if (age <= half) {
          newer++;
          newerSum += value;
        } else {
          older++;
          olderSum += value;
        }
      }
    }
  }
}
