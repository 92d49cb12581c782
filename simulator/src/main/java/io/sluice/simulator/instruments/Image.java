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
  private final Map<Oddity, Set<Point>> odd;
  private final Map<Point, Instant> commanded;

  Image(
      Instant time,
      Duration plantTime,
      Map<Point, Double> values,
      Map<Oddity, Set<Point>> odd,
      Map<Point, Instant> commanded) {
    this.time = time;
    this.plantTime = plantTime;
    this.values = values;
    this.odd = odd;
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
    return is(point, Oddity.FAILED);
  }

  /** Whether the instrument has no value that a number could tell: it has failed, or says so. */
  public boolean valueless(Point point) {
    return failed(point) || is(point, Oddity.NOT_A_NUMBER);
  }

  /** Whether so much is wrong with how the point is shown. */
  public boolean is(Point point, Oddity oddity) {
    return odd.getOrDefault(oddity, Set.of()).contains(point);
  }
}
