package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.plan.Block;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Outcome;
import io.sluice.connectors.plan.ScanBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.apache.plc4x.java.api.value.PlcValue;

/**
 * Reads Modbus tables. Registers are asked for as one run of UINT and taken apart here: PLC4X's own
 * merging joins tags across any gap and fails them all, fails overlapping tags, and makes one
 * object a value anyhow. Bits are asked for by name.
 */
final class ModbusReader implements BlockReader<PlcReadResponse> {
  private static final String RUN = "run";

  private final PlcConnection connection;
  private final DataType[] types;
  private final int[] offsets;
  private final NamedReader bits;
  private final Map<Block, PlcReadRequest> requests = new HashMap<>();

  ModbusReader(PlcConnection connection, List<Tag> tags) {
    List<ModbusAddress> places =
        tags.stream().map(tag -> ModbusAddress.parse(tag.address())).toList();
    this.connection = connection;
    this.types = tags.stream().map(Tag::type).toArray(DataType[]::new);
    this.offsets = places.stream().mapToInt(ModbusAddress::offset).toArray();
    this.bits =
        new NamedReader(
            connection, tags, places.stream().map(place -> place.forDriver("BOOL")).toList());
  }

  @Override
  public CompletionStage<? extends PlcReadResponse> send(Block block) {
    return area(block).bits()
        ? bits.send(block)
        : requests.computeIfAbsent(block, this::build).execute();
  }

  @Override
  public Outcome take(Block block, PlcReadResponse answer, ScanBuffer into, long time) {
    if (area(block).bits()) {
      return bits.take(block, answer, into, time);
    }
    PlcResponseCode code = answer.getResponseCode(RUN);
    PlcValue run = code == PlcResponseCode.OK ? answer.getPlcValue(RUN) : null;
    if (run == null || run.getLength() < block.count()) {
      return ResponseCodes.outcome(
          code == PlcResponseCode.OK ? PlcResponseCode.INVALID_DATA : code, true);
    }
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      into.good(tag, register(run, offsets[tag] - block.start(), block.count(), types[tag]), time);
    }
    return new Outcome.Answered();
  }

  @Override
  public void keepOnly(Collection<Block> blocks) {
    requests.keySet().retainAll(blocks);
    bits.keepOnly(blocks);
  }

  private PlcReadRequest build(Block block) {
    ModbusAddress start = new ModbusAddress(area(block), block.start());
    return connection
        .readRequestBuilder()
        .addTagAddress(RUN, start.forDriver("UINT[" + block.count() + "]"))
        .build();
  }

  private static ModbusAddress.Area area(Block block) {
    return (ModbusAddress.Area) block.space().key();
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
}
