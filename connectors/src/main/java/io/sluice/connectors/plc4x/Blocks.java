package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.apache.plc4x.java.api.value.PlcValue;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers of blocks over one PLC4X connection, each request built once.
 *
 * <p>Registers are asked for as one run of UINT and taken apart here: PLC4X's own merging joins
 * tags across any gap and fails them all, fails overlapping tags, and makes one object a value
 * anyhow. Bits and other drivers' tags are asked for by name.
 */
final class Blocks {
  private static final String RUN = "run";

  private final PlcConnection connection;
  private final List<Tag> tags;
  private final DataType[] types;
  private final int[] offsets;
  private final String[] names;
  private final Map<Block, PlcReadRequest> requests = new HashMap<>();

  Blocks(PlcConnection connection, List<Tag> tags, boolean modbus) {
    this.connection = connection;
    this.tags = tags;
    this.types = tags.stream().map(Tag::type).toArray(DataType[]::new);
    this.offsets =
        tags.stream()
            .mapToInt(tag -> modbus ? ModbusAddress.parse(tag.address()).offset() : 0)
            .toArray();
    this.names = new String[types.length];
    for (int tag = 0; tag < names.length; tag++) {
      names[tag] = Integer.toString(tag);
    }
  }

  PlcReadRequest request(Block block) {
    return requests.computeIfAbsent(block, this::build);
  }

  /** Forgets requests of blocks that are not read any more. */
  void keepOnly(List<Block> blocks) {
    requests.keySet().retainAll(blocks);
  }

  /**
   * Fills the block's tags in.
   *
   * @return the first refusal, or null where every tag was answered
   */
  @Nullable PlcResponseCode take(Block block, PlcReadResponse answer, ScanBuffer into, long time) {
    return registers(block)
        ? takeRun(block, answer, into, time)
        : takeNamed(block, answer, into, time);
  }

  private PlcReadRequest build(Block block) {
    PlcReadRequest.Builder request = connection.readRequestBuilder();
    ModbusAddress.Area area = block.area();
    if (area == null) {
      for (int i = 0; i < block.tags(); i++) {
        int tag = block.tag(i);
        request.addTagAddress(names[tag], tags.get(tag).address());
      }
    } else if (area.bits()) {
      for (int i = 0; i < block.tags(); i++) {
        int tag = block.tag(i);
        request.addTagAddress(names[tag], ModbusAddress.forDriver(area, offsets[tag], "BOOL"));
      }
    } else {
      request.addTagAddress(
          RUN, ModbusAddress.forDriver(area, block.start(), "UINT[" + block.count() + "]"));
    }
    return request.build();
  }

  private @Nullable PlcResponseCode takeRun(
      Block block, PlcReadResponse answer, ScanBuffer into, long time) {
    PlcResponseCode code = answer.getResponseCode(RUN);
    PlcValue run = code == PlcResponseCode.OK ? answer.getPlcValue(RUN) : null;
    if (run == null || run.getLength() < block.count()) {
      PlcResponseCode refusal = code == PlcResponseCode.OK ? PlcResponseCode.INVALID_DATA : code;
      return refuse(block, refusal, into, time);
    }
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      into.good(tag, register(run, offsets[tag] - block.start(), block.count(), types[tag]), time);
    }
    return null;
  }

  private @Nullable PlcResponseCode takeNamed(
      Block block, PlcReadResponse answer, ScanBuffer into, long time) {
    PlcResponseCode refusal = null;
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      PlcResponseCode code = answer.getResponseCode(names[tag]);
      PlcValue value = code == PlcResponseCode.OK ? answer.getPlcValue(names[tag]) : null;
      if (value == null || value.isNull()) {
        code = code == PlcResponseCode.OK ? PlcResponseCode.INVALID_DATA : code;
        into.bad(tag, ResponseCodes.status(code), time);
        refusal = refusal == null ? code : refusal;
      } else {
        into.good(tag, number(value, types[tag]), time);
      }
    }
    return refusal;
  }

  private static PlcResponseCode refuse(
      Block block, PlcResponseCode code, ScanBuffer into, long time) {
    StatusCode status = ResponseCodes.status(code);
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      into.bad(tag, status, time);
    }
    return code;
  }

  private static boolean registers(Block block) {
    return block.area() != null && !block.area().bits();
  }

  private static double register(PlcValue run, int at, int count, DataType type) {
    long raw = word(run, at, count);
    for (int i = 1; i < ModbusAddress.width(type); i++) {
      raw = raw << 16 | word(run, at + i, count);
    }
    return switch (type) {
      case INT16 -> (short) raw;
      case INT32 -> (int) raw;
      case FLOAT32 -> Float.intBitsToFloat((int) raw);
      case FLOAT64 -> Double.longBitsToDouble(raw);
      default -> raw;
    };
  }

  private static long word(PlcValue run, int at, int count) {
    return (count == 1 ? run : run.getIndex(at)).getInteger() & 0xFFFF;
  }

  private static double number(PlcValue value, DataType type) {
    if (type == DataType.BOOL) {
      return value.getBoolean() ? 1 : 0;
    }
    return value.getDouble();
  }
}
