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

/** Reads tags by the driver's own addresses, each block's request built once. */
public final class NamedReader implements BlockReader<PlcReadResponse> {
  private final PlcConnection connection;
  private final List<String> addresses;
  private final DataType[] types;
  private final String[] names;
  private final Map<Block, PlcReadRequest> requests = new HashMap<>();

  /**
   * Reads over one connection.
   *
   * @param addresses of the tags, as the driver wants them
   */
  public NamedReader(PlcConnection connection, List<Tag> tags, List<String> addresses) {
    this.connection = connection;
    this.addresses = List.copyOf(addresses);
    this.types = tags.stream().map(Tag::type).toArray(DataType[]::new);
    this.names = new String[types.length];
    for (int tag = 0; tag < names.length; tag++) {
      names[tag] = Integer.toString(tag);
    }
  }

  @Override
  public CompletionStage<? extends PlcReadResponse> send(Block block) {
    return requests.computeIfAbsent(block, this::build).execute();
  }

  @Override
  public Outcome take(Block block, PlcReadResponse answer, ScanBuffer into, long time) {
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
        take(tag, value, into, time);
      }
    }
    boolean all = block.tags() == 1;
    return refusal == null ? new Outcome.Answered() : ResponseCodes.outcome(refusal, all);
  }

  @Override
  public void keepOnly(Collection<Block> blocks) {
    requests.keySet().retainAll(blocks);
  }

  private PlcReadRequest build(Block block) {
    PlcReadRequest.Builder request = connection.readRequestBuilder();
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      request.addTagAddress(names[tag], addresses.get(tag));
    }
    return request.build();
  }

  private void take(int tag, PlcValue value, ScanBuffer into, long time) {
    switch (types[tag]) {
      case STRING -> into.text(tag, value.getString(), time);
      case BOOL -> into.good(tag, value.getBoolean() ? 1 : 0, time);
      default -> into.good(tag, value.getDouble(), time);
    }
  }
}
