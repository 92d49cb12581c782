package io.sluice.analytics.detectors;

import java.util.Arrays;

/** Whether the last rows came at one interval, give or take a tenth on the average. */
final class Steadiness {
  private static final int SHARE = 10;

  private final long interval;
  private final long[] off;
  private long sum;
  private long last;
  private int next;
  private boolean first = true;

  /**
   * @param interval nanoseconds between rows, above 0
   * @param rows looked back on
   */
  Steadiness(long interval, int rows) {
    this.interval = interval;
    this.off = new long[rows];
  }

  /** Takes a row's time; true while the rows are steady. */
  boolean update(long time) {
    // A gap counts as four intervals at most, or one outage would be remembered as the worst.
    long away = first ? 0 : Math.min(3 * interval, Math.abs(time - last - interval));
    first = false;
    last = time;
    sum += away - off[next];
    off[next] = away;
    next = next + 1 == off.length ? 0 : next + 1;
    return sum <= off.length * interval / SHARE;
  }

  void reset() {
    Arrays.fill(off, 0);
    sum = 0;
    first = true;
  }
}
