package io.sluice.connectors.plc4x;

import java.util.LinkedHashMap;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.api.model.PlcTag;
import org.apache.plc4x.java.api.value.PlcValue;
import org.apache.plc4x.java.s7.readwrite.MemoryArea;
import org.apache.plc4x.java.s7.readwrite.TransportSize;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;
import org.apache.plc4x.java.spi.messages.DefaultPlcWriteRequest;
import org.apache.plc4x.java.spi.messages.PlcWriter;
import org.apache.plc4x.java.spi.messages.utils.DefaultPlcTagValueItem;
import org.apache.plc4x.java.spi.messages.utils.PlcTagValueItem;
import org.apache.plc4x.java.spi.values.PlcBOOL;
import org.apache.plc4x.java.spi.values.PlcRawByteArray;
import org.apache.plc4x.java.spi.values.PlcUSINT;

/** Our places and bytes as the driver's own objects, past its address texts and conversions. */
final class S7Wire {
  private S7Wire() {}

  /** A byte, or a bit of it. */
  record Spot(S7Address.Area area, int block, int start, int bit) {}

  static S7Tag tag(Spot spot, TransportSize size, int count) {
    return new S7Tag(size, area(spot.area()), spot.block(), spot.start(), (byte) spot.bit(), count);
  }

  /** A request for one bit, or for some bytes; neighbours stay as they are. */
  static PlcWriteRequest write(PlcWriter writer, S7Address address, byte[] bytes) {
    boolean bit = address.size() == S7Address.Size.BIT;
    Spot spot =
        new Spot(
            address.area(), address.block(), address.start(), bit ? address.extra().orElse(0) : 0);
    S7Tag tag = tag(spot, bit ? TransportSize.BOOL : TransportSize.BYTE, bytes.length);
    LinkedHashMap<String, PlcTagValueItem<PlcTag>> items = new LinkedHashMap<>();
    items.put(PlcWrite.ONE, new DefaultPlcTagValueItem<>(tag, value(bit, bytes)));
    return new DefaultPlcWriteRequest(writer, items);
  }

  private static PlcValue value(boolean bit, byte[] bytes) {
    if (bit) {
      return new PlcBOOL(bytes[0] != 0);
    }
    return bytes.length == 1 ? new PlcUSINT((short) (bytes[0] & 0xFF)) : new PlcRawByteArray(bytes);
  }

  private static MemoryArea area(S7Address.Area area) {
    return switch (area) {
      case DATA_BLOCK -> MemoryArea.DATA_BLOCKS;
      case FLAGS -> MemoryArea.FLAGS_MARKERS;
      case INPUTS -> MemoryArea.INPUTS;
      case OUTPUTS -> MemoryArea.OUTPUTS;
    };
  }
}
