package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Place;
import io.sluice.connectors.plan.Space;
import java.util.ArrayList;
import java.util.List;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.apache.plc4x.java.eip.base.tag.EipTag;
import org.apache.plc4x.java.spi.connection.ChannelExposingConnection;

/**
 * PLC4X's {@code logix}: tags by name, as many in a request as the connection's packet holds,
 * counted in bytes.
 */
final class LogixDialect implements Dialect {
  /** Of the 4,002 bytes that the driver asks for, without the head of a packet of many. */
  private static final int PACKET_BYTES = 3_980;

  private static final int TAGS_LIMIT = 200;
  private static final Space PACKET =
      new Space("tags", PACKET_BYTES, Integer.MAX_VALUE, TAGS_LIMIT);

  @Override
  public List<Place> places(List<Tag> tags) {
    List<Place> places = new ArrayList<>();
    int start = 0;
    for (int tag = 0; tag < tags.size(); tag++) {
      Tag one = tags.get(tag);
      int end = start + LogixAddress.parse(one.address()).packetBytes(one.type());
      places.add(new Place(tag, PACKET, start, end));
      start = end;
    }
    return places;
  }

  @Override
  public BlockReader<PlcReadResponse> reader(PlcConnection connection, List<Tag> tags) {
    return new LogixReader(connection, frames(connection), tags);
  }

  @Override
  public Target target(Tag tag, WireNumber wire) {
    return new Target(
        LogixAddress.parse(tag.address()).forDriver(), DriverTypes.boxed(tag.type(), wire));
  }

  @Override
  public PlcWriteRequest write(PlcConnection connection, String name, Tag tag, WireNumber wire) {
    Target target = target(tag, wire);
    return connection
        .writeRequestBuilder()
        .addTag(name, new EipTag(target.address(), LogixTypes.code(tag.type())), target.value())
        .build();
  }

  @Override
  public Sending refused(PlcConnection connection, PlcResponseCode code) {
    CipAnswer answer = frames(connection).lastAnswer();
    if (answer.parts() != 1) {
      return Dialect.super.refused(connection, code);
    }
    CipStatus status = answer.part(0);
    return Sending.failed(status.ofWrite(), true, "the PLC refused: " + status);
  }

  private static EipFrames frames(PlcConnection connection) {
    Channel channel = ((ChannelExposingConnection) connection).getChannel();
    return channel.pipeline().get(EipFrames.class);
  }
}
