package io.sluice.simulator.instruments;

import io.sluice.simulator.process.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What all instruments show at one moment. Immutable. */
public final class Image {
  private final Instant time;
  private final Duration plantTime;
  private final Map<Point, Double> values;
  private final Set<Point> failed;
  private final Map<Point, Instant> commanded;

  Image(
      Instant time,
      Duration plantTime,
      Map<Point, Double> values,
      Set<Point> failed,
      Map<Point, Instant> commanded) {
    this.time = time;
    this.plantTime = plantTime;
    this.values = values;
    this.failed = failed;
    this.commanded = commanded;
  }

  /** When the instruments were read, by the plant's wall clock. */
  public Instant time() {
    return time;
  }

  /** When the point was read, or commanded since. */
  public Instant time(Point point) {
    Instant command = commanded.get(point);
    return command != null && command.isAfter(time) ? command : time;
  }

  /** Time since the plant started. */
  public Duration plantTime() {
    return plantTime;
  }

  /** What the instrument shows, in engineering units; without meaning where it has failed. */
  public double value(Point point) {
    Double value = values.get(point);
    if (value == null) {
      throw new IllegalStateException(point + " was not read");
    }
    return value;
  }

  public boolean failed(Point point) {
    return failed.contains(point);
  }
}
