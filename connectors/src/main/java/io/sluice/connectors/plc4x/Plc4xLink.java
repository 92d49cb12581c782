package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.GroupPlan;
import io.sluice.connectors.plan.Probe;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadResponse;

/** Opens PLC4X connections, each with a connection object of its own. */
public final class Plc4xLink implements Link {
  private final Peer peer;
  private final List<GroupPlan> groups;
  private final PlantClock clock;
  private final PlantClock.Loop loop;

  /** Opens one connection object after another. */
  public interface Opener {
    /**
     * Opens; may block, and is interrupted when its time is over.
     *
     * @throws Exception any failure; whatever it opened it has closed
     */
    PlcConnection open() throws Exception;
  }

  /**
   * Where the PLC is and how it is asked.
   *
   * @param opener opens connections
   * @param timeout longest wait for one answer
   */
  public record Peer(Opener opener, Duration timeout, Dialect dialect) {}

  public Plc4xLink(Peer peer, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop) {
    this.peer = peer;
    this.groups = GroupPlan.of(feeds, group -> peer.dialect().places(group.tags()));
    this.clock = clock;
    this.loop = loop;
  }

  @Override
  public Session open(SessionOwner owner) throws Exception {
    PlcConnection connection = peer.opener().open();
    try {
      prove(connection);
      return new Plc4xSession(connection, owner, this);
    } catch (Exception noAnswer) {
      closeAfter(noAnswer, connection);
      throw noAnswer;
    }
  }

  Peer peer() {
    return peer;
  }

  List<GroupPlan> groups() {
    return groups;
  }

  PlantClock clock() {
    return clock;
  }

  PlantClock.Loop loop() {
    return loop;
  }

  /** Any answer will do, a refusal too: it says that somebody is there who speaks the protocol. */
  private void prove(PlcConnection connection) throws Exception {
    Optional<Probe> next = nextProbe();
    if (next.isEmpty()) {
      return;
    }
    Probe probe = next.get();
    BlockReader<PlcReadResponse> reader =
        peer.dialect().reader(connection, probe.group().feed().group().tags());
    try {
      await(reader.send(probe.block()).toCompletableFuture());
      loop.execute(() -> probe.group().plan().cleared(probe.block()));
    } catch (TimeoutException silent) {
      suspect(probe, reader, silent);
      if (!connection.isConnected()) {
        throw new ClosedChannelException();
      }
      throw new TimeoutException(
          "connected, but no answer within " + Spoken.duration(peer.timeout()));
    } catch (ExecutionException | RuntimeException broken) {
      suspect(probe, reader, broken);
      throw broken;
    }
  }

  /** Plans belong to the loop. */
  private Optional<Probe> nextProbe() throws Exception {
    CompletableFuture<Optional<Probe>> next = new CompletableFuture<>();
    loop.execute(() -> next.complete(Probe.next(groups)));
    return await(next);
  }

  private void suspect(Probe probe, BlockReader<?> reader, Exception why) {
    loop.execute(
        () -> {
          long now = clock.nanoTime();
          probe.group().plan().broke(probe.block(), reader.deadly(why), false, now);
        });
  }

  private <T> T await(CompletableFuture<T> answer) throws Exception {
    return answer.get(peer.timeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void closeAfter(Exception failure, PlcConnection connection) {
    try {
      connection.close();
    } catch (Exception unclean) {
      failure.addSuppressed(unclean);
    }
  }
}
