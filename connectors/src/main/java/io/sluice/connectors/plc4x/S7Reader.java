package io.sluice.connectors.plc4x;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.plan.Block;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Outcome;
import io.sluice.connectors.plan.ScanBuffer;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.apache.plc4x.java.api.value.PlcValue;
import org.apache.plc4x.java.s7.readwrite.TransportSize;

/** Reads a group's bytes over one S7 connection, a run of bytes a request. */
final class S7Reader implements BlockReader<PlcReadResponse> {
  private static final String RUN = "run";

  /**
   * The driver says so of a PLC that refuses any request, and never of one address: nothing is
   * learnt of the block.
   */
  private static final PlcResponseCode WHOLE_MESSAGE_REFUSED = PlcResponseCode.ACCESS_DENIED;

  private final PlcConnection connection;
  private final List<S7Values> values;
  private final Map<Block, PlcReadRequest> requests = new HashMap<>();

  S7Reader(PlcConnection connection, List<Tag> tags) {
    this.connection = connection;
    this.values =
        IntStream.range(0, tags.size()).mapToObj(tag -> S7Values.of(tag, tags.get(tag))).toList();
  }

  @Override
  public CompletionStage<? extends PlcReadResponse> send(Block block) {
    return requests.computeIfAbsent(block, this::build).execute();
  }

  @Override
  public Outcome take(Block block, PlcReadResponse answer, ScanBuffer into, long time) {
    PlcResponseCode code = answer.getResponseCode(RUN);
    if (code != PlcResponseCode.OK) {
      return code == WHOLE_MESSAGE_REFUSED
          ? new Outcome.Unread(ResponseCodes.status(code))
          : ResponseCodes.outcome(code, true);
    }
    ByteBuffer bytes = bytes(answer.getPlcValue(RUN), block.count());
    if (bytes.remaining() != block.count()) {
      return new Outcome.Unread(StatusCode.BAD_DECODING_ERROR);
    }
    for (int i = 0; i < block.tags(); i++) {
      values.get(block.tag(i)).take(bytes, block.start(), into, time);
    }
    return new Outcome.Answered();
  }

  @Override
  public void keepOnly(Collection<Block> blocks) {
    requests.keySet().retainAll(blocks);
  }

  private PlcReadRequest build(Block block) {
    S7Layout where = (S7Layout) block.space().key();
    return connection
        .readRequestBuilder()
        .addTag(
            RUN,
            S7Wire.tag(
                new S7Wire.Spot(where.area(), where.block(), block.start(), 0),
                TransportSize.BYTE,
                block.count()))
        .build();
  }

  /** The driver gives a single byte as a number and several as they came. */
  private static ByteBuffer bytes(PlcValue value, int count) {
    byte[] raw = count == 1 ? new byte[] {(byte) value.getInteger()} : value.getRaw();
    return ByteBuffer.wrap(raw == null ? new byte[0] : raw);
  }
}
