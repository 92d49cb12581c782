package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.Polling;
import io.sluice.connectors.plan.Turns;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;
import org.apache.plc4x.java.spi.connection.ChannelExposingConnection;

/** One PLC4X connection object, from its first answer until the first thing that goes wrong. */
final class Plc4xSession implements Session {
  private final PlcConnection connection;
  private final Plc4xLink link;
  private final Dialect dialect;
  private final PlantClock clock;
  private final Turns turns;
  private final Polling polling;

  Plc4xSession(PlcConnection connection, SessionOwner owner, Plc4xLink link) {
    this.connection = connection;
    this.link = link;
    this.dialect = link.peer().dialect();
    this.clock = link.clock();
    this.turns = new Turns(link.loop(), Turns.Limits.oneByOne(link.peer().timeout()), this::broken);
    turns.prove();
    Polling.Parts parts =
        new Polling.Parts(
            link.groups(), group -> dialect.reader(connection, group.tags()), turns, () -> null);
    this.polling = new Polling(parts, owner, clock, link.loop());
    if (connection instanceof ChannelExposingConnection exposed) {
      watch(exposed.getChannel());
    }
  }

  /** The driver does not say that its channel is closed: requests would wait for their deadline. */
  private void watch(Channel channel) {
    channel
        .closeFuture()
        .addListener(closed -> link.loop().execute(() -> turns.broke(ChannelFault.of(channel))));
  }

  @Override
  public void begin() {
    polling.begin();
  }

  @Override
  public CompletionStage<Scan> read(TagGroup tags) {
    return polling.read(tags, dialect.places(tags.tags()));
  }

  @Override
  public CompletionStage<Sending> send(WriteRequest request) {
    WireNumber wire = WireNumber.of(request.tag(), request.tag().type(), request.value());
    if (wire instanceof WireNumber.Refused refused) {
      return CompletableFuture.completedFuture(
          Sending.failed(refused.status(), false, refused.reason()));
    }
    PlcWrite write =
        new PlcWrite(
            request,
            () -> dialect.write(connection, PlcWrite.ONE, request.tag(), wire),
            code -> dialect.refused(connection, code),
            clock);
    turns.first(write);
    return write.outcome();
  }

  @Override
  public void end() {
    polling.end(new PlcRuntimeException("the connection was given up"));
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }

  private void broken(Throwable why) {
    polling.lost(link.sentence(why));
  }
}
