package io.sluice.gateway.assets;

import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.Scan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where one connection's scans fan out: to the latest samples, to the assets whose tags they carry,
 * and to the routes that ask for them. Scans come on the connector's loop; subscribing is
 * thread-safe.
 */
public final class ScanHub implements Connector.Listener {
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
      listener.accept(scan);
    }
    for (Subscription subscription : subscriptions) {
      if (subscription.group.equals(scan.group().name())) {
        subscription.consumer.accept(scan);
      }
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

    private Subscription(String group, Consumer<Scan> consumer) {
      this.group = group;
      this.consumer = consumer;
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }
}
