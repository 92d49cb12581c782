package io.sluice.simulator.s7;

import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.process.Plant;
import io.sluice.simulator.process.Point;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pump skid behind data block 1: the tags of {@link TagList#PUMP_S7}, and after them one byte
 * of bits: bit 0 remote-auto, bit 1 local-auto. Thread-safe.
 */
final class PumpBlock implements Memory {
  private static final int BLOCK = 1;
  private static final int REMOTE_AUTO_BIT = 1;
  private static final int LOCAL_AUTO_BIT = 2;

  private final Map<Integer, PlantTag> byStart = new TreeMap<>();
  private final int bits;
  private final Panel panel;
  private final Supplier<Instant> clock;
  private volatile @Nullable Image frozen;

  PumpBlock(Panel panel, Supplier<Instant> clock) {
    this.panel = panel;
    this.clock = clock;
    int next = 0;
    for (PlantTag tag : TagList.PUMP_S7.tags()) {
      int start = Integer.parseInt(tag.address().replaceFirst("DB1\\.DB[WD]", ""));
      if (start != next) {
        throw new IllegalStateException(tag.name() + " leaves a hole in the data block");
      }
      byStart.put(start, tag);
      next = start + bytes(tag);
    }
    bits = next;
  }

  /** In STOP the program does not run: what it last wrote stays. */
  void stopped(boolean stops) {
    frozen = stops ? panel.image() : null;
  }

  @Override
  public Answer read(Place place) {
    ReturnCode refusal = refusal(place);
    if (refusal != ReturnCode.OK) {
      return new Answer.Refused(refusal);
    }
    byte[] all = bytes();
    byte[] read = new byte[place.length()];
    System.arraycopy(all, place.start(), read, 0, read.length);
    place.bit().ifPresent(bit -> read[0] = (byte) (read[0] >> bit & 1));
    return new Answer.Bytes(ByteBuffer.wrap(read));
  }

  /** One whole tag that takes commands; anything else is refused, and logged as such. */
  @Override
  public ReturnCode write(Place place, byte[] bytes) {
    PlantTag tag = place.area() == Area.DATA_BLOCK ? byStart.get(place.start()) : null;
    String raw = HexFormat.of().formatHex(bytes);
    ReturnCode code = refusal(place);
    if (code != ReturnCode.OK) {
      refuse(place, raw, "no tag at this address");
      return code;
    }
    if (tag == null || bytes(tag) != place.length() || !tag.writable() || frozen != null) {
      refuse(place, raw, "no whole tag that can be written now");
      return ReturnCode.ACCESS_DENIED;
    }
    double value = tag.toEngineering(value(tag, ByteBuffer.wrap(bytes)));
    boolean taken =
        panel.command(
            new Panel.Write(Protocol.S7, tag.name(), raw, OptionalDouble.of(value), ""),
            clock.get());
    return taken ? ReturnCode.OK : ReturnCode.ACCESS_DENIED;
  }

  private void refuse(Place place, String raw, String why) {
    boolean unused =
        panel.command(
            new Panel.Write(Protocol.S7, name(place), raw, OptionalDouble.empty(), why),
            clock.get());
  }

  private String name(Place place) {
    PlantTag tag = place.block() == BLOCK ? byStart.get(place.start()) : null;
    return tag == null ? place.area() + " " + place.block() + " byte " + place.start() : tag.name();
  }

  private ReturnCode refusal(Place place) {
    if (place.area() == Area.DATA_BLOCK && place.block() != BLOCK) {
      return ReturnCode.NO_SUCH_OBJECT;
    }
    boolean inside = place.area() == Area.DATA_BLOCK && place.end() <= bits + 1;
    return inside ? ReturnCode.OK : ReturnCode.ADDRESS_OUT_OF_RANGE;
  }

  private byte[] bytes() {
    Image held = frozen;
    Image image = held == null ? panel.image() : held;
    ByteBuffer out = ByteBuffer.allocate(bits + 1);
    byStart.values().forEach(tag -> put(out, tag, image));
    double state = image.value(Point.PUMP_STATE);
    int flags =
        (state == Plant.REMOTE_AUTO ? REMOTE_AUTO_BIT : 0)
            | (state == Plant.LOCAL_AUTO ? LOCAL_AUTO_BIT : 0);
    return out.put((byte) flags).array();
  }

  private static int bytes(PlantTag tag) {
    return 2 * tag.type().registers();
  }

  private static void put(ByteBuffer out, PlantTag tag, Image image) {
    boolean failed = image.valueless(tag.point());
    double wire = tag.toWire(image.value(tag.point()));
    switch (tag.type()) {
      case FLOAT32 -> out.putFloat(failed ? Float.NaN : (float) wire);
      case INT16, UINT16 -> out.putShort(failed ? PlantTag.FAILED_REGISTER : (short) (int) wire);
      case INT32 -> out.putInt(failed ? Integer.MIN_VALUE : (int) wire);
      case FLOAT64 -> out.putDouble(failed ? Double.NaN : wire);
    }
  }

  private static double value(PlantTag tag, ByteBuffer bytes) {
    return switch (tag.type()) {
      case FLOAT32 -> bytes.getFloat();
      case INT16 -> bytes.getShort();
      case UINT16 -> Short.toUnsignedInt(bytes.getShort());
      case INT32 -> bytes.getInt();
      case FLOAT64 -> bytes.getDouble();
    };
  }
}
