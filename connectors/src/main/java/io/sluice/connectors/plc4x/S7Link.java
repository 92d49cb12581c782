package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.plan.GroupPlan;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.DefaultNettyPlcConnection;

/**
 * Opens S7 connections. The answer to the setup proves the PLC: it is given by the CPU and not by
 * its TCP alone.
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
    S7Options.Peer peer = options.peer();
    InetSocketAddress address = InetSocketAddress.createUnresolved(peer.host(), peer.port());
    IsoChannels channels = new IsoChannels(new PlantChannels(address), options.timeout());
    DefaultNettyPlcConnection connection = driver.connection(options, channels);
    try {
      connection.connect();
    } catch (PlcConnectionException failed) {
      channels.letGo();
      throw channels.plain(failed);
    }
    int pdu = Math.min(channels.frames().grantedPdu(), options.pdu());
    return new S7Session(new S7Session.Opened(connection, channels, pdu), owner, this);
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
