package io.sluice.connectors.plc4x;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data block 1 of every S7 peer in tests, and the tags that lie in it. */
final class S7Image {
  private static final int BYTES = 400;

  private S7Image() {}

  /** What the contract wants to see, and a value of every type from byte 40 on. */
  static byte[] bytes() {
    ByteBuffer block = ByteBuffer.allocate(BYTES);
    block.putFloat(0, 1480.5f).putShort(4, (short) 123).putFloat(20, 900f);
    block.put(40, (byte) 0b1000).putShort(42, Short.MIN_VALUE).putShort(44, (short) 65_535);
    block.putInt(46, -70_000).putInt(50, (int) 4_000_000_000L);
    block.putLong(56, 9_007_199_254_740_991L).putLong(64, Long.MIN_VALUE);
    block.putFloat(72, -2.5f).putDouble(76, 0.1);
    block.put(84, (byte) 20).put(85, (byte) 7).put(86, "Pump 1é".getBytes(ISO_8859_1));
    return block.put(110, (byte) 200).put(111, (byte) -100).array();
  }

  /** A tag of each type in it, with what it shows. */
  static Map<Tag, Object> everyType() {
    Map<Tag, Object> shown = new LinkedHashMap<>();
    shown.put(S7Tags.read("DB1.DBX40.3", DataType.BOOL), 1);
    shown.put(S7Tags.read("DB1.DBX40.2", DataType.BOOL), 0);
    shown.put(S7Tags.read("DB1.DBW42", DataType.INT16), -32_768);
    shown.put(S7Tags.read("DB1.DBW44", DataType.UINT16), 65_535);
    shown.put(S7Tags.read("DB1.DBD46", DataType.INT32), -70_000);
    shown.put(S7Tags.read("DB1.DBD50", DataType.UINT32), 4_000_000_000L);
    shown.put(S7Tags.read("DB1.DBB56", DataType.INT64), 9_007_199_254_740_991L);
    shown.put(S7Tags.read("DB1.DBB64", DataType.UINT64), 9.223372036854776e18);
    shown.put(S7Tags.read("DB1.DBD72", DataType.FLOAT32), -2.5);
    shown.put(S7Tags.read("DB1.DBB76", DataType.FLOAT64), 0.1);
    shown.put(S7Tags.read("DB1.DBB84.20", DataType.STRING), "Pump 1é");
    shown.put(S7Tags.read("DB1.DBB110", DataType.UINT16), 200);
    shown.put(S7Tags.read("DB1.DBB111", DataType.INT16), -100);
    return shown;
  }

  /** The contract's four, of which the third lies in a data block that is not there. */
  static List<Tag> contractTags() {
    return List.of(
        S7Tags.read("DB1.DBD0", DataType.FLOAT32),
        S7Tags.scaled("DB1.DBW4", DataType.INT16, 0.1),
        S7Tags.read("DB9.DBW0", DataType.INT16),
        S7Tags.written("DB1.DBD20", DataType.FLOAT32));
  }
}
