package io.sluice.simulator.modbus;

import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Oddity;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.TagList;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pump's holding registers: which tag is where, and what its words are. Pure. */
final class Registers {
  private static final int FIRST_HOLDING_REGISTER = 40_001;

  private final Map<Integer, PlantTag> byStart = new TreeMap<>();
  private final int end;

  Registers() {
    int next = 0;
    for (PlantTag tag : TagList.PUMP.tags()) {
      int start = Integer.parseInt(tag.address()) - FIRST_HOLDING_REGISTER;
      if (start != next) {
        throw new IllegalStateException(tag.name() + " leaves a hole in the register map");
      }
      byStart.put(start, tag);
      next = start + tag.type().registers();
    }
    end = next;
  }

  /** True where every register from {@code address} on, {@code quantity} of them, holds a tag. */
  boolean mapped(int address, int quantity) {
    return address >= 0 && address + quantity <= end;
  }

  /** True where a register of the range holds a tag that is not there any more. */
  boolean gone(Image image, int address, int quantity) {
    return touching(address, quantity).stream().anyMatch(tag -> image.is(tag.point(), Oddity.GONE));
  }

  /** The tag that begins at this register. */
  @Nullable PlantTag at(int address) {
    return byStart.get(address);
  }

  /** The tags that touch the registers, in address order. */
  List<PlantTag> touching(int address, int quantity) {
    return byStart.entrySet().stream()
        .filter(e -> e.getKey() < address + quantity)
        .filter(e -> e.getKey() + e.getValue().type().registers() > address)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The bytes of a mapped range, big-endian words in big-endian order. */
  byte[] read(Image image, int address, int quantity) {
    ByteBuffer all = ByteBuffer.allocate(2 * end);
    byStart.values().forEach(tag -> put(all, tag, image));
    byte[] bytes = new byte[2 * quantity];
    all.position(2 * address).get(bytes);
    return bytes;
  }

  private static void put(ByteBuffer out, PlantTag tag, Image image) {
    boolean failed = image.valueless(tag.point());
    int start = out.position();
    double wire = tag.toWire(image.value(tag.point()));
    switch (tag.type()) {
      case FLOAT32 -> out.putFloat(failed ? Float.NaN : (float) wire);
      case INT16, UINT16 -> out.putShort(failed ? PlantTag.FAILED_REGISTER : (short) (int) wire);
      case INT32 -> out.putInt(failed ? Integer.MIN_VALUE : (int) wire);
      case FLOAT64 -> out.putDouble(failed ? Double.NaN : wire);
    }
    if (image.is(tag.point(), Oddity.WORDS_SWAPPED)) {
      swap(out, start);
    }
  }

  /** Turns the words behind {@code start} round; of a single one its bytes. */
  private static void swap(ByteBuffer out, int start) {
    byte[] told = new byte[out.position() - start];
    out.get(start, told);
    int unit = told.length > 2 ? 2 : 1;
    for (int i = 0; i < told.length; i++) {
      int word = i / unit;
      int from = (told.length / unit - 1 - word) * unit + i % unit;
      out.put(start + i, told[from]);
    }
  }

  /** The engineering value of a tag's words. */
  static double value(PlantTag tag, ByteBuffer words) {
    double wire =
        switch (tag.type()) {
          case FLOAT32 -> words.getFloat();
          case INT16 -> words.getShort();
          case UINT16 -> Short.toUnsignedInt(words.getShort());
          case INT32 -> words.getInt();
          case FLOAT64 -> words.getDouble();
        };
    return tag.toEngineering(wire);
  }
}
