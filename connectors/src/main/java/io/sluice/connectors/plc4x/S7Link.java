package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import io.sluice.connectors.plan.GroupPlan;
import io.sluice.connectors.plan.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.DefaultNettyPlcConnection;

/**
 * Opens S7 connections. Any answer to a read proves the PLC, a refusal too; the answer to the setup
 * does not, as a communication module gives it while its CPU hangs.
 */
final class S7Link implements Link {
  private final S7Options options;
  private final List<Feed> feeds;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final S7Driver driver = new S7Driver();
  private List<GroupPlan> groups = List.of();
  private int plannedPdu;

  S7Link(S7Options options, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop) {
    this.options = options;
    this.feeds = feeds;
    this.clock = clock;
    this.loop = loop;
  }

  @Override
  public Session open(SessionOwner owner) throws Exception {
    IsoChannels channels = new IsoChannels(new PlantChannels(options.peer()), options.timeout());
    DefaultNettyPlcConnection connection = driver.connection(options, channels);
    try {
      connection.connect();
    } catch (PlcConnectionException failed) {
      channels.letGo();
      throw channels.plain(failed);
    }
    int pdu = Math.min(channels.frames().grantedPdu(), options.pdu());
    S7Session.Opened opened = new S7Session.Opened(connection, channels, pdu);
    try {
      prove(opened);
      return new S7Session(opened, owner, this);
    } catch (Exception noAnswer) {
      closeAfter(noAnswer, connection);
      throw noAnswer;
    }
  }

  private void prove(S7Session.Opened opened) throws Exception {
    List<GroupPlan> plans = groups(opened.pdu());
    CompletableFuture<Optional<Probe>> next = new CompletableFuture<>();
    loop.execute(() -> next.complete(Probe.next(plans)));
    Probe probe = await(next).orElse(null);
    if (probe == null) {
      return;
    }
    GroupPlan group = probe.group();
    S7Reader reader = new S7Reader(opened.connection(), group.feed().group().tags());
    try {
      CompletableFuture<?> answer = reader.send(probe.block()).toCompletableFuture();
      opened.channels().whenClosed(() -> answer.completeExceptionally(opened.channels().end()));
      Object unused = await(answer);
      loop.execute(() -> group.plan().cleared(probe.block()));
    } catch (TimeoutException | ExecutionException | RuntimeException broken) {
      loop.execute(
          () -> group.plan().broke(probe.block(), reader.deadly(broken), false, clock.nanoTime()));
      throw broken;
    }
  }

  private <T> T await(CompletableFuture<T> answer) throws Exception {
    Duration most = options.timeout();
    try {
      return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      TimeoutException plain =
          new TimeoutException("connected, but no answer within " + Spoken.duration(most));
      plain.initCause(silent);
      throw plain;
    }
  }

  private static void closeAfter(Exception failure, DefaultNettyPlcConnection connection) {
    try {
      connection.close();
    } catch (Exception unclean) {
      failure.addSuppressed(unclean);
    }
  }

  S7Options options() {
    return options;
  }

  PlantClock clock() {
    return clock;
  }

  PlantClock.Loop loop() {
    return loop;
  }

  /** The plans outlive a connection, as long as the PLC grants messages of the same length. */
  synchronized List<GroupPlan> groups(int pdu) {
    if (pdu != plannedPdu) {
      plannedPdu = pdu;
      groups = GroupPlan.of(feeds, group -> S7Layout.places(group.tags(), pdu));
    }
    return groups;
  }
}
