package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
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
import org.apache.plc4x.java.eip.base.tag.EipTag;

/** Reads tags by name. What the controller says of each is taken from below the driver. */
final class LogixReader implements BlockReader<PlcReadResponse> {
  private final PlcConnection connection;
  private final EipFrames frames;
  private final DataType[] types;
  private final String[] addresses;
  private final String[] names;
  private final Map<Block, PlcReadRequest> requests = new HashMap<>();

  LogixReader(PlcConnection connection, EipFrames frames, List<Tag> tags) {
    this.connection = connection;
    this.frames = frames;
    this.types = tags.stream().map(Tag::type).toArray(DataType[]::new);
    this.addresses =
        tags.stream()
            .map(tag -> LogixAddress.parse(tag.address()).forDriver())
            .toArray(String[]::new);
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
    CipAnswer told = frames.lastAnswer();
    if (told.parts() != block.tags()) {
      takeOneByOne(block, answer, into, time);
      return new Outcome.Answered();
    }
    CipStatus first = told.part(0);
    if (first.whole()) {
      return first.passing()
          ? new Outcome.Unread(first.ofRead())
          : new Outcome.Refused(first.ofRead());
    }
    for (int i = 0; i < block.tags(); i++) {
      take(block.tag(i), told.part(i), answer, into, time);
    }
    return new Outcome.Answered();
  }

  @Override
  public void keepOnly(Collection<Block> blocks) {
    requests.keySet().retainAll(blocks);
  }

  private PlcReadRequest build(Block block) {
    PlcReadRequest.Builder request = connection.readRequestBuilder();
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      request.addTag(names[tag], new EipTag(addresses[tag], LogixTypes.code(types[tag])));
    }
    return request.build();
  }

  /**
   * The controller has no connections, and the driver asked for each tag alone: only its own word
   * is left of those before the last.
   */
  private void takeOneByOne(Block block, PlcReadResponse answer, ScanBuffer into, long time) {
    for (int i = 0; i < block.tags(); i++) {
      int tag = block.tag(i);
      boolean good = answer.getResponseCode(names[tag]) == PlcResponseCode.OK;
      take(tag, good ? CipStatus.GOOD : CipStatus.UNKNOWN_TAG, answer, into, time);
    }
  }

  private void take(int tag, CipStatus status, PlcReadResponse answer, ScanBuffer into, long time) {
    if (status.passing()) {
      into.bad(tag, status.ofRead(), time);
      return;
    }
    PlcValue value = status.good() ? answer.getPlcValue(names[tag]) : null;
    if (value == null) {
      into.refused(tag, status.good() ? StatusCode.BAD_DECODING_ERROR : status.ofRead(), time);
    } else if (!LogixTypes.holds(types[tag], value.getPlcValueType())) {
      into.refused(tag, StatusCode.BAD_TYPE_MISMATCH, time);
    } else {
      take(tag, value, into, time);
    }
  }

  private void take(int tag, PlcValue value, ScanBuffer into, long time) {
    switch (types[tag]) {
      case STRING -> into.text(tag, value.getString(), time);
      case BOOL -> into.good(tag, value.getBoolean() ? 1 : 0, time);
      default -> into.good(tag, value.getDouble(), time);
    }
  }
}
