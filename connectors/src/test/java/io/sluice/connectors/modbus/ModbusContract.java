package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connector's contract with the contract's registers, whatever carries the frames. */
abstract class ModbusContract extends ConnectorContract {
  /** Registers from 20 on; the peers of other people hold the same. */
  private static final int[] TYPES = {
    0xff85, 0xffff, 0xf8a4, 0x32eb, 0xee6b, 0x2800, 0xffff, 0xff00, 0, 0, 0x0020, 0, 0, 0, 0xbe20,
    0, 0x4097, 0x2200, 0, 0, 0x5075, 0x6d70, 0x2d31, 0x0008, 0x0304, 0x0102
  };

  static void fill(ModbusPeer peer) {
    peer.put(0, 1480.5, 2);
    peer.put(2, 123, 1);
    peer.put(9, 900, 2);
    peer.unmapped.add(3);
    for (int i = 0; i < TYPES.length; i++) {
      peer.holding[20 + i] = TYPES[i];
    }
  }

  @Override
  protected Map<Tag, Object> everyType() {
    Map<Tag, Object> expected = new LinkedHashMap<>();
    expected.put(tag("i16", "40021", DataType.INT16, 1), -123);
    expected.put(tag("u16", "4x22", DataType.UINT16, 1), 65_535);
    expected.put(tag("i32", "400023", DataType.INT32, 1), -123_456_789);
    expected.put(tag("u32", "holding:24", DataType.UINT32, 1), 4_000_000_000L);
    expected.put(tag("i64", "40027", DataType.INT64, 1), -(1L << 40));
    expected.put(tag("u64", "40031", DataType.UINT64, 1), 1L << 53);
    expected.put(tag("f32", "1!40035", DataType.FLOAT32, 1), -0.15625);
    expected.put(tag("f64", "40037", DataType.FLOAT64, 1), 1480.5);
    expected.put(tag("text", "40041.6", DataType.STRING, 1), "Pump-1");
    expected.put(tag("on", "40044.3", DataType.BOOL, 1), 1);
    expected.put(tag("off", "40044.4", DataType.BOOL, 1), 0);
    expected.put(tag("swapped", "40045#CDAB", DataType.UINT32, 1), 0x01020304);
    return expected;
  }

  static Connector connect(String url, PlantClock clock) {
    return connect(Options.of(url, Duration.ofMillis(400), Duration.ofMillis(50)), clock);
  }

  static Connector connect(ModbusOptions options, PlantClock clock) {
    List<Tag> tags =
        List.of(
            tag("pump-1/speed", "40001", DataType.FLOAT32, 1),
            tag("pump-1/flow", "40003", DataType.INT16, 0.1),
            tag("pump-1/gone", "40004", DataType.INT16, 1),
            tag("pump-1/speed-sp", "40010", DataType.FLOAT32, 1));
    return new ModbusKind().create("contract", options, tags, clock);
  }

  /** As the contract makes its tags. */
  protected static Tag tag(String name, String address, DataType type, double scale) {
    return ConnectorContract.tag(name, address, type, scale);
  }
}
