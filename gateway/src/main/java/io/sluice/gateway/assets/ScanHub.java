package io.sluice.gateway.assets;

import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one connection's scans fan out: to the latest samples, to the assets and listeners whose
 * tags they carry, and to the routes that ask for them. It outlives the connector: another one may
 * take its place, and the routes hear on.
 *
 * <p>Scans come on the connector's loop; all else is thread-safe.
 */
public final class ScanHub implements Connector.Listener {
  private static final Logger log = LoggerFactory.getLogger(ScanHub.class);

  private final LatestSamples latest;
  private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /**
   * By identity: a scan carries its connector's own group, and hashing a thousand tags is not
   * cheap.
   */
  private volatile IdentityHashMap<TagGroup, Takers> takers = new IdentityHashMap<>();

  private volatile @Nullable Feed feed;

  /** Who takes the scans of groups that concern it. */
  public interface Listener {
    boolean concerns(TagGroup group);

    /** Called on the connector's loop; must return quickly. */
    void onScan(Scan scan);
  }

  private record Takers(List<AssetLoop> assets, List<Listener> listeners) {}

  /** Nobody listens yet. */
  public ScanHub(LatestSamples latest) {
    this.latest = latest;
  }

  /**
   * From the next scan on, these take the place of all before; subscriptions stay.
   *
   * @param groups of the connector
   * @param assets of the gateway, of which each gets the groups that concern it
   * @param listeners likewise
   */
  public void serve(
      Collection<TagGroup> groups,
      Collection<AssetLoop> assets,
      Collection<? extends Listener> listeners) {
    IdentityHashMap<TagGroup, Takers> next = new IdentityHashMap<>();
    for (TagGroup group : groups) {
      next.put(
          group,
          new Takers(
              assets.stream().filter(asset -> asset.samples().concerns(group)).toList(),
              listeners.stream()
                  .filter(listener -> listener.concerns(group))
                  .<Listener>map(listener -> listener)
                  .toList()));
    }
    takers = next;
  }

  /** The listener for a new connector; what an earlier one still says is not heard. */
  public Connector.Listener feed() {
    Feed fresh = new Feed();
    feed = fresh;
    return fresh;
  }

  /** Nothing that a connector says is heard until there is another feed. */
  public void mute() {
    feed = null;
  }

  /** Delivers each scan of the group until closed. */
  public Subscription subscribe(String group, Consumer<Scan> consumer) {
    Subscription subscription = new Subscription(group, consumer);
    subscriptions.add(subscription);
    return subscription;
  }

  @Override
  public void onScan(Scan scan) {
    latest.update(scan);
    Takers concerned = takers.get(scan.group());
    if (concerned != null) {
      for (AssetLoop asset : concerned.assets) {
        asset.update(scan);
      }
      for (Listener listener : concerned.listeners) {
        deliver(scan, listener::onScan);
      }
    }
    for (Subscription subscription : subscriptions) {
      if (!subscription.closed && subscription.group.equals(scan.group().name())) {
        deliver(scan, subscription.consumer);
      }
    }
  }

  /** One taker's bug must not cost the others their scan. */
  private static void deliver(Scan scan, Consumer<Scan> taker) {
    try {
      taker.accept(scan);
    } catch (RuntimeException bug) {
      log.error("{}: a taker failed; the others go on", scan, bug);
    }
  }

  @Override
  public void onState(ConnectionStatus status) {
    // States reach the status page by asking the connector; the samples have turned Bad by a scan.
  }

  /** What one connector says, for as long as it is the one. */
  private final class Feed implements Connector.Listener {
    @Override
    public void onScan(Scan scan) {
      if (feed == this) {
        ScanHub.this.onScan(scan);
      }
    }

    @Override
    public void onState(ConnectionStatus status) {
      ScanHub.this.onState(status);
    }
  }

  /** One route's interest in one group. */
  public final class Subscription implements AutoCloseable {
    private final String group;
    private final Consumer<Scan> consumer;
    private volatile boolean closed;

    private Subscription(String group, Consumer<Scan> consumer) {
      this.group = group;
      this.consumer = consumer;
    }

    /** No delivery begins after it; one under way on the connector's loop may still end. */
    @Override
    public void close() {
      closed = true;
      subscriptions.remove(this);
    }
  }
}
