package io.sluice.gateway.assets;

import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.Scan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one connection's scans fan out: to the latest samples, to the assets whose tags they carry,
 * and to the routes that ask for them. Scans come on the connector's loop; subscribing is
 * thread-safe.
 */
public final class ScanHub implements Connector.Listener {
  private static final Logger log = LoggerFactory.getLogger(ScanHub.class);

  private final LatestSamples latest;
  private final List<AssetLoop> assets;
  private final List<Consumer<Scan>> listeners = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /**
   * @param assets the assets with tags of this connection
   */
  public ScanHub(LatestSamples latest, List<AssetLoop> assets) {
    this.latest = latest;
    this.assets = List.copyOf(assets);
  }

  /** Delivers each scan of the group until closed. */
  public Subscription subscribe(String group, Consumer<Scan> consumer) {
    Subscription subscription = new Subscription(group, consumer);
    subscriptions.add(subscription);
    return subscription;
  }

  /** Delivers every scan of the connection, for as long as it lives. */
  public void listen(Consumer<Scan> listener) {
    listeners.add(listener);
  }

  @Override
  public void onScan(Scan scan) {
    latest.update(scan);
    for (AssetLoop asset : assets) {
      asset.update(scan);
    }
    for (Consumer<Scan> listener : listeners) {
      deliver(scan, listener);
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
