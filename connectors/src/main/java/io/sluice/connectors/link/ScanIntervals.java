package io.sluice.connectors.link;

import java.time.Duration;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The times between the scans of a group in the last one to two minutes: this minute's and the one
 * before, each in a histogram of fixed size.
 */
final class ScanIntervals {
  static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long LONGEST_MICROS = 10_000_000;

  private final long interval;
  private Minute now = new Minute();
  private Minute before = new Minute();
  private boolean begun;
  private long last;

  private static final class Minute {
    private final IntCountsHistogram errors = new IntCountsHistogram(LONGEST_MICROS, 2);
    private long since;
    private long gaps;
    private long nanos;

    void clear(long time) {
      errors.reset();
      since = time;
      gaps = 0;
      nanos = 0;
    }
  }

  ScanIntervals(long interval) {
    this.interval = interval;
  }

  void scan(long time) {
    turnTo(time);
    if (begun) {
      long gap = Math.max(0, time - last);
      long micros = Math.abs(gap - interval) / 1_000;
      now.errors.recordValue(Math.min(LONGEST_MICROS, micros));
      now.gaps++;
      now.nanos += gap;
    }
    begun = true;
    last = time;
  }

  /** What follows has no scan before it. */
  void interrupt() {
    begun = false;
  }

  /** Lets minutes end that are over. */
  void turnTo(long time) {
    if (time - now.since < MINUTE) {
      return;
    }
    Minute oldest = before;
    before = now;
    now = oldest;
    boolean longAgo = time - before.since >= 2 * MINUTE;
    now.clear(time);
    if (longAgo) {
      before.clear(time);
    }
  }

  @Nullable Duration kept() {
    long gaps = now.gaps + before.gaps;
    return gaps == 0 ? null : Duration.ofNanos((now.nanos + before.nanos) / gaps);
  }

  Duration jitter(double percentile) {
    if (now.gaps + before.gaps == 0) {
      return Duration.ZERO;
    }
    IntCountsHistogram both = before.errors.copy();
    both.add(now.errors);
    return Duration.ofNanos(both.getValueAtPercentile(percentile) * 1_000);
  }
}
