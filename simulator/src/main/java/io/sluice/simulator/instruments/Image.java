package io.sluice.simulator.instruments;

import io.sluice.simulator.process.Point;
import java.time.Duration;
import java.time.Instant;

/** What all instruments show at one moment. Immutable. */
public final class Image {
  private final Instant time;
  private final Duration plantTime;
  private final double[] values;
  private final boolean[] failed;

  Image(Instant time, Duration plantTime, double[] values, boolean[] failed) {
    this.time = time;
    this.plantTime = plantTime;
    this.values = values;
    this.failed = failed;
  }

  /** When the instruments were read, by the plant's wall clock. */
  public Instant time() {
    return time;
  }

  /** Time since the plant started. */
  public Duration plantTime() {
    return plantTime;
  }

  /** What the instrument shows, in engineering units; without meaning where it has failed. */
  public double value(Point point) {
    return values[point.ordinal()];
  }

  public boolean failed(Point point) {
    return failed[point.ordinal()];
  }
}
