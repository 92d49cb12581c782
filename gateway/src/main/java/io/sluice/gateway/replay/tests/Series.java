package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.gateway.config.tests.Given.Course;
import io.sluice.gateway.config.tests.TimedSample;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tag shows over plant time: its points with what lies between them, noise, and the value
 * last written to it. Before its first point it has no data. Not thread-safe.
 */
final class Series {
  /** Standard deviation of a sum of eight even numbers, each one wide. */
  private static final double EIGHT_EVEN = Math.sqrt(8.0 / 12);

  private final long[] nanos;
  private final double[] values;
  private final StatusCode[] status;
  private final boolean[] ramp;
  private final double noise;
  private final long seed;
  private int place = -1;
  private long writtenNanos = Long.MIN_VALUE;
  private double written;

  /**
   * @param points in rising time
   * @param course what lies between points that do not say it
   * @param noise standard deviation, 0 for none
   * @param seed of the noise
   */
  Series(List<TimedSample> points, @Nullable Course course, double noise, long seed) {
    int size = points.size();
    this.nanos = new long[size];
    this.values = new double[size];
    this.status = new StatusCode[size];
    this.ramp = new boolean[size];
    this.noise = noise;
    this.seed = seed;
    for (int i = 0; i < size; i++) {
      TimedSample point = points.get(i);
      Quantity value = point.value();
      Course own = point.course();
      nanos[i] = point.at().toNanos();
      values[i] = value == null ? 0 : value.value();
      status[i] = point.status();
      ramp[i] = (own == null ? course : own) == Course.RAMP;
    }
  }

  /** The device holds this value until the next point. */
  void write(Duration now, double value) {
    writtenNanos = now.toNanos();
    written = value;
  }

  /** Adds the sample of this moment; moments rise. */
  void show(long now, int tag, Scan.Builder into, long sourceTime) {
    while (place + 1 < nanos.length && nanos[place + 1] <= now) {
      place++;
    }
    long since = place < 0 ? Long.MIN_VALUE : nanos[place];
    if (writtenNanos != Long.MIN_VALUE && writtenNanos >= since) {
      into.number(tag, written, StatusCode.GOOD.code(), sourceTime);
    } else if (place < 0) {
      into.bad(tag, StatusCode.BAD_WAITING_FOR_INITIAL_DATA, sourceTime);
    } else if (status[place].bad()) {
      into.bad(tag, status[place], sourceTime);
    } else {
      into.number(tag, value(now) + noise(now), status[place].code(), sourceTime);
    }
  }

  private double value(long now) {
    int next = place + 1;
    if (!ramp[place] || next == nanos.length || status[next].bad()) {
      return values[place];
    }
    double part = (double) (now - nanos[place]) / (nanos[next] - nanos[place]);
    return values[place] + part * (values[next] - values[place]);
  }

  /**
   * From the moment alone, so that a read between two scans changes neither. The sum of eight even
   * numbers is near enough to a normal one, and 30 times as fast (Irwin-Hall, up to 4.9
   * deviations).
   */
  private double noise(long now) {
    if (noise == 0) {
      return 0;
    }
    long state = seed * 0x9E3779B97F4A7C15L + now;
    return noise * (sum(mix(state)) + sum(mix(~state))) / EIGHT_EVEN;
  }

  /** Four even numbers between -0.5 and 0.5, added. */
  private static double sum(long bits) {
    long four =
        (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48 & 0xFFFF);
    return four / 65_535.0 - 2;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    long once = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
    return twice ^ (twice >>> 31);
  }
}
