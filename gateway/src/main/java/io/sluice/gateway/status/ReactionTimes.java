package io.sluice.gateway.status;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long the gateway took from having read a scan to having judged it. Microseconds, 1 µs to 60
 * s, two digits.
 *
 * <p>Recording is thread-safe and wait-free; reading is for one thread at a time.
 */
public final class ReactionTimes {
  private static final long LONGEST_MICROS = 60_000_000L;

  private final Recorder recorder = new Recorder(LONGEST_MICROS, 2);
  private final Histogram total = new Histogram(LONGEST_MICROS, 2);

  /** Records one reaction; times outside the range count as its ends. */
  public void record(long nanos) {
    recorder.recordValue(Math.min(LONGEST_MICROS, Math.max(1, nanos / 1_000)));
  }

  /** Microseconds at a percentile (0 to 100) of all reactions so far; 0 where there were none. */
  public synchronized long micros(double percentile) {
    total.add(recorder.getIntervalHistogram());
    return total.getTotalCount() == 0 ? 0 : total.getValueAtPercentile(percentile);
  }

  /** Begins anew, for who measures a while of its own. */
  public synchronized void forget() {
    recorder.reset();
    total.reset();
  }
}
