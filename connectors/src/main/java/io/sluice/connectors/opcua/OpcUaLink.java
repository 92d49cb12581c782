package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/** Opens Milo clients with their subscriptions, each ready to publish. */
final class OpcUaLink implements Link {
  private final OpcUaOptions options;
  private final Endpoints endpoints;
  private final List<Feed> feeds;
  private final PlantClock clock;
  private final PlantClock.Loop loop;

  OpcUaLink(
      String name, OpcUaOptions options, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop) {
    this.options = options;
    this.endpoints = new Endpoints(name, options, clock);
    this.feeds = feeds;
    this.clock = clock;
    this.loop = loop;
  }

  @Override
  public Session open(SessionOwner owner) throws Exception {
    OpcUaClient client = endpoints.client();
    try {
      client.connectAsync().get(timeout().toNanos(), TimeUnit.NANOSECONDS);
      Nodes nodes = Nodes.resolve(client, tags());
      SubscribedSession session = new SubscribedSession(client, nodes, this, owner);
      for (Feed feed : feeds) {
        session.add(subscribe(client, nodes, feed, session));
      }
      return session;
    } catch (Exception refused) {
      closeAfter(refused, client);
      throw refused;
    }
  }

  @Override
  public String sentence(Throwable failure) {
    return Failures.sentence(failure);
  }

  /** Says goodbye where the server still listens, and lets the socket go where it does not. */
  void hangUp(OpcUaClient client) throws Exception {
    Visits.hangUp(client, timeout().toNanos());
  }

  private void closeAfter(Exception failure, OpcUaClient client) {
    try {
      hangUp(client);
    } catch (Exception unclean) {
      failure.addSuppressed(unclean);
    }
  }

  Duration timeout() {
    return options.timeout();
  }

  PlantClock clock() {
    return clock;
  }

  PlantClock.Loop loop() {
    return loop;
  }

  private GroupSubscription subscribe(
      OpcUaClient client, Nodes nodes, Feed feed, SubscribedSession session) throws Exception {
    GroupSubscription group =
        new GroupSubscription(new OpcUaSubscription(client), feed, this, session.reports());
    List<@Nullable NodeId> ids = new ArrayList<>();
    for (Tag tag : feed.group().tags()) {
      ids.add(nodes.node(tag));
    }
    OpcUaOptions.PublishGroup asked = options.groups().get(feed.group().name());
    if (asked == null) {
      throw new IllegalArgumentException("no group " + feed.group().name());
    }
    group.create(asked, ids);
    return group;
  }

  private List<Tag> tags() {
    return feeds.stream().flatMap(feed -> feed.group().tags().stream()).toList();
  }
}
