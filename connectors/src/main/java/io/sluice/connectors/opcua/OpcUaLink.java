package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaSession;
import org.jspecify.annotations.Nullable;

/**
 * Opens Milo clients with their subscriptions, each ready to publish. A subscription that a broken
 * session left at the server is taken over with all it has kept, where the server lets it go; else
 * a new one is made.
 */
final class OpcUaLink implements Link {
  private final String name;
  private final OpcUaOptions options;
  private final Endpoints endpoints;
  private final List<Feed> feeds;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Legacy legacy = new Legacy();
  private final Map<String, Late> late = new HashMap<>();

  OpcUaLink(
      String name, OpcUaOptions options, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop) {
    this.name = name;
    this.options = options;
    this.endpoints = new Endpoints(name, options, clock);
    this.feeds = feeds;
    this.clock = clock;
    this.loop = loop;
    for (Feed feed : feeds) {
      OpcUaOptions.PublishGroup asked = options.groups().get(feed.group().name());
      late.put(feed.group().name(), new Late(asked == null ? null : asked.backFill(), feed, clock));
    }
  }

  @Override
  public Session open(SessionOwner owner) throws Exception {
    OpcUaClient client = endpoints.client();
    try {
      client.connectAsync().get(timeout().toNanos(), TimeUnit.NANOSECONDS);
      ServerLimits limits = ServerLimits.of(client);
      Nodes nodes = Nodes.resolve(client, tags(), limits);
      OpcUaSession made = client.getSession();
      endpoints.kept(made.getSessionTimeout());
      SubscribedSession.Server server =
          new SubscribedSession.Server(client, made, nodes, limits, endpoints.expiry());
      SubscribedSession session = new SubscribedSession(server, this, owner);
      Map<String, Legacy.TakenOver> old = legacy.takeOver(client, timeout());
      for (Feed feed : feeds) {
        subscribe(server, feed, old.get(feed.group().name()), session);
      }
      return session;
    } catch (Exception refused) {
      closeAfter(refused, client);
      throw refused;
    }
  }

  @Override
  public boolean refusal(Throwable failure) {
    return Failures.userRefused(failure);
  }

  @Override
  public String sentence(Throwable failure) {
    return Failures.sentence(failure);
  }

  /** Says goodbye where the server still listens, and lets the socket go where it does not. */
  void hangUp(OpcUaClient client) throws Exception {
    Visits.hangUp(client, timeout().toNanos());
  }

  /** What a broken session leaves at the server. */
  void keep(GroupSubscription group) {
    Standing standing = group.standing();
    if (standing != null) {
      legacy.keep(group.name(), standing);
    }
  }

  /** Whether subscriptions may be taken over from a broken session. */
  boolean takesOver() {
    return legacy.takesOver();
  }

  private void closeAfter(Exception failure, OpcUaClient client) {
    try {
      hangUp(client);
    } catch (Exception unclean) {
      failure.addSuppressed(unclean);
    }
  }

  /** What is known of a group's outages. */
  Late late(Feed feed) {
    Late known = late.get(feed.group().name());
    if (known == null) {
      throw new IllegalArgumentException("no group " + feed.group().name());
    }
    return known;
  }

  String name() {
    return name;
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

  private void subscribe(
      SubscribedSession.Server server,
      Feed feed,
      Legacy.@Nullable TakenOver old,
      SubscribedSession session)
      throws Exception {
    OpcUaOptions.PublishGroup asked = options.groups().get(feed.group().name());
    if (asked == null) {
      throw new IllegalArgumentException("no group " + feed.group().name());
    }
    ItemRequests requests =
        new ItemRequests(server.client(), server.nodes(), server.limits(), feed.group(), asked);
    Standing standing =
        old == null
            ? Standing.create(server.client(), requests, feed.group(), asked, timeout())
            : old.standing();
    if (old == null) {
      late(feed).ask(server, timeout());
    }
    ItemKeeper items = new ItemKeeper(standing, feed, requests, asked, session);
    Set<Long> kept = old == null ? Set.of() : old.available();
    session.add(new GroupSubscription(standing, feed, items, kept, session));
  }

  private List<Tag> tags() {
    return feeds.stream().flatMap(feed -> feed.group().tags().stream()).toList();
  }
}
