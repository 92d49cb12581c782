package io.sluice.simulator.eip;

import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Oddity;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.process.Point;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** The pump skid as a controller's tags: scalars that show the panel and command it. */
public final class PumpTags implements ControllerTags {
  private final Panel panel;
  private final Supplier<Instant> clock;
  private final Map<String, Known> points = new LinkedHashMap<>();

  private record Known(ControllerTag tag, PlantTag plantTag) {}

  /**
   * @param panel what it shows and commands
   * @param clock wall clock for the write log
   */
  public PumpTags(Panel panel, Supplier<Instant> clock) {
    this.panel = panel;
    this.clock = clock;
    for (PlantTag plantTag : TagList.PUMP_LOGIX.tags()) {
      ControllerTag tag = new ControllerTag(plantTag.address(), type(plantTag), 0);
      points.put(key(tag.name()), new Known(tag, plantTag));
    }
  }

  @Override
  public List<ControllerTag> all() {
    return points.values().stream().map(Known::tag).toList();
  }

  @Override
  public Optional<ControllerTag> find(String name) {
    Image image = panel.image();
    return Optional.ofNullable(points.get(key(name)))
        .filter(point -> !image.is(point.plantTag().point(), Oddity.GONE))
        .map(Known::tag);
  }

  @Override
  public byte[] read(ControllerTag tag, int first, int count) {
    PlantTag plantTag = plantTag(tag);
    Image image = panel.image();
    Point point = plantTag.point();
    double wire = plantTag.toWire(image.value(point));
    byte[] bytes = tag.type().bytes(image.valueless(point) ? failed(tag.type()) : wire);
    return image.is(point, Oddity.WORDS_SWAPPED) ? swapped(bytes) : bytes;
  }

  @Override
  public Writing write(ControllerTag tag, int first, byte[] elements) {
    PlantTag plantTag = plantTag(tag);
    String refusal = plantTag.writable() ? "" : plantTag.name() + " is not writable";
    double value = plantTag.toEngineering(tag.type().number(elements));
    Panel.Write write =
        new Panel.Write(
            Protocol.LOGIX,
            plantTag.name(),
            HexFormat.of().formatHex(elements),
            OptionalDouble.of(value),
            refusal);
    boolean accepted = panel.command(write, clock.get());
    if (!plantTag.writable()) {
      return Writing.READ_ONLY;
    }
    return accepted ? Writing.ACCEPTED : Writing.OUT_OF_RANGE;
  }

  private PlantTag plantTag(ControllerTag tag) {
    Known point = points.get(key(tag.name()));
    if (point == null) {
      throw new IllegalArgumentException("no tag " + tag.name());
    }
    return point.plantTag();
  }

  /** The halves of a value in each other's place. */
  private static byte[] swapped(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    int half = bytes.length / 2;
    System.arraycopy(bytes, half, turned, 0, bytes.length - half);
    System.arraycopy(bytes, 0, turned, bytes.length - half, half);
    return turned;
  }

  /** What a dead analogue input shows: no number, or the lowest one. */
  private static double failed(CipType type) {
    return switch (type) {
      case REAL, LREAL -> Double.NaN;
      case DINT -> Integer.MIN_VALUE;
      default -> PlantTag.FAILED_REGISTER;
    };
  }

  private static CipType type(PlantTag tag) {
    return switch (tag.type()) {
      case INT16 -> CipType.INT;
      case UINT16, INT32 -> CipType.DINT;
      case FLOAT32 -> CipType.REAL;
      case FLOAT64 -> CipType.LREAL;
    };
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
