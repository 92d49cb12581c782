package io.sluice.simulator.instruments;

import io.sluice.simulator.process.Plant;
import io.sluice.simulator.process.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The plant's panel: instruments that show, commands that are taken, and the log of every write.
 * The one meeting point of the plant's own thread and the servers'. Thread-safe.
 */
public final class Panel {
  /** Writes kept in the log; older ones are counted and let go. */
  public static final int LOG_LIMIT = 100_000;

  private final Plant plant;
  private final Map<Point, Double> stuck = new EnumMap<>(Point.class);
  private final Map<Point, Instant> commanded = new EnumMap<>(Point.class);
  private final Map<Oddity, Set<Point>> odd = new EnumMap<>(Oddity.class);
  private final ArrayDeque<WriteRecord> log = new ArrayDeque<>();
  private long writesForgotten;
  private Image image;

  public Panel(Plant plant, Instant start) {
    this.plant = plant;
    this.image = read(start, Duration.ZERO);
  }

  /** Moves the plant on by whole steps and reads all instruments. */
  public synchronized void step(int steps, Instant now, Duration plantTime) {
    for (int i = 0; i < steps; i++) {
      plant.step(Plant.STEP);
    }
    image = read(now, plantTime);
  }

  /** What the instruments show, with commands as they stand this very moment. */
  public synchronized Image image() {
    return image;
  }

  /** Takes or refuses a command from a wire, and logs it either way. */
  public synchronized boolean command(Write write, Instant now) {
    String refusal = write.refusal();
    if (refusal.isEmpty()) {
      refusal = tryCommand(write, now);
    }
    boolean accepted = refusal.isEmpty();
    log(
        new WriteRecord(
            now,
            image.plantTime(),
            write.protocol(),
            write.tag(),
            write.raw(),
            write.value(),
            accepted,
            refusal));
    if (accepted) {
      image = read(image.time(), image.plantTime());
    }
    return accepted;
  }

  private String tryCommand(Write write, Instant now) {
    try {
      Point point = Point.of(write.tag());
      plant.command(point, write.value().orElseThrow());
      commanded.put(point, now);
      return "";
    } catch (IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private void log(WriteRecord write) {
    if (log.size() == LOG_LIMIT) {
      log.removeFirst();
      writesForgotten++;
    }
    log.addLast(write);
  }

  /** Every write so far, oldest first, but for those {@link #writesForgotten}. */
  public synchronized List<WriteRecord> writes() {
    return List.copyOf(log);
  }

  /** Writes that no longer fit the log. */
  public synchronized long writesForgotten() {
    return writesForgotten;
  }

  /** The instrument freezes at what it shows now, or comes loose again. */
  public synchronized void stick(Point point, boolean sticks) {
    if (sticks) {
      stuck.putIfAbsent(point, image.value(point));
    } else {
      stuck.remove(point);
    }
  }

  /** The instrument dies, or is replaced. */
  public void fail(Point point, boolean fails) {
    show(point, Oddity.FAILED, fails);
  }

  /** Something becomes wrong with how the point is shown, or right again. */
  public synchronized void show(Point point, Oddity oddity, boolean on) {
    Set<Point> changed = EnumSet.noneOf(Point.class);
    changed.addAll(odd.getOrDefault(oddity, Set.of()));
    if (on ? changed.add(point) : changed.remove(point)) {
      odd.put(oddity, changed);
    }
  }

  /** Changes something about the plant itself, between two steps. */
  public synchronized void with(Consumer<Plant> change) {
    change.accept(plant);
  }

  /** True where the process itself runs as a sound plant would. */
  public synchronized boolean normal() {
    return plant.normal();
  }

  private Image read(Instant now, Duration plantTime) {
    Map<Point, Double> values = new EnumMap<>(Point.class);
    for (Point point : Point.values()) {
      Double frozen = stuck.get(point);
      values.put(point, frozen != null ? frozen : plant.measure(point));
    }
    return new Image(now, plantTime, values, Map.copyOf(odd), Map.copyOf(commanded));
  }

  /**
   * A write as it came in.
   *
   * @param protocol the wire
   * @param tag tag name or bare address
   * @param raw what came, as the protocol writes it
   * @param value engineering value, empty where what came is no value of one tag
   * @param refusal why the server refuses it already, or empty to let the plant decide
   */
  public record Write(
      Protocol protocol, String tag, String raw, OptionalDouble value, String refusal) {}
}
