package io.sluice.connectors.opcua;

import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription for one group: each publish response is one scan, each keep-alive an empty one.
 *
 * <p>Milo calls on its own threads; everything is handed to the connection's loop, through a bound:
 * what a slow loop cannot take is dropped and counted as missed.
 */
final class GroupSubscription implements OpcUaSubscription.SubscriptionListener {
  private static final Logger log = LoggerFactory.getLogger(GroupSubscription.class);
  private static final int WAITING_LIMIT = 256;
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final double KEEP_ALIVE_MILLIS = 1_000;

  /** Keep-alive times after which the server may forget a subscription that nobody reads. */
  private static final int LIFETIME_KEEP_ALIVES = 60;

  /** Keep-alives that may fail to come before the subscription counts as dead. */
  private static final int KEEP_ALIVES_MISSED = 2;

  private final OpcUaSubscription subscription;
  private final Feed feed;
  private final OpcUaLink link;
  private final SessionOwner owner;
  private final PlantClock clock;
  private final Samples samples;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Runnable> early = new ArrayDeque<>();
  private final Map<Integer, StatusCode> refused = new TreeMap<>();
  private final RevisedValues revised = new RevisedValues();

  private boolean begun;
  private boolean ended;
  private long lastHeard;
  private PlantClock.@Nullable Timer watchdog;
  private PlantClock.@Nullable Timer retry;

  GroupSubscription(OpcUaSubscription subscription, Feed feed, OpcUaLink link, SessionOwner owner) {
    this.subscription = subscription;
    this.feed = feed;
    this.link = link;
    this.owner = owner;
    this.clock = link.clock();
    this.samples = new Samples(feed.group());
  }

  /** Creates subscription and items on the server; blocks, on a disposable thread. */
  void create(OpcUaOptions.PublishGroup options, List<@Nullable NodeId> nodes) throws UaException {
    double publishing = options.publishing().toNanos() / 1e6;
    long keepAlives = Math.max(1, Math.round(KEEP_ALIVE_MILLIS / publishing));
    subscription.setLifetimeAndKeepAliveCalculated(false);
    subscription.setPublishingInterval(publishing);
    subscription.setMaxKeepAliveCount(Unsigned.uint(keepAlives));
    subscription.setLifetimeCount(Unsigned.uint(LIFETIME_KEEP_ALIVES * keepAlives));
    subscription.setSubscriptionListener(this);
    subscription.create();
    for (int tag = 0; tag < nodes.size(); tag++) {
      NodeId node = nodes.get(tag);
      if (node == null) {
        refused.put(tag, StatusCode.BAD_NODE_ID_UNKNOWN);
      } else {
        subscription.addMonitoredItem(item(node, tag, options));
      }
    }
    take(subscription.createMonitoredItems());
    revised.read(feed.group(), subscription, options);
  }

  /** From here on the owner hears; what came before is delivered first. */
  void begin() {
    begun = true;
    lastHeard = clock.nanoTime();
    if (!refused.isEmpty()) {
      owner.scan(refusedNow());
      retry = link.loop().schedule(RETRY, this::retryRefused);
    }
    early.forEach(Runnable::run);
    early.clear();
    watch();
  }

  void end() {
    ended = true;
    subscription.setSubscriptionListener(null);
    if (watchdog != null) {
      watchdog.cancel();
    }
    if (retry != null) {
      retry.cancel();
    }
  }

  /** What is wrong with the group, or null. */
  @Nullable String trouble() {
    if (refused.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    refused.entrySet().stream()
        .limit(3)
        .forEach(
            entry ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(feed.group().tags().get(entry.getKey()).name())
                    .append(" is ")
                    .append(entry.getValue()));
    int more = refused.size() - 3;
    return more > 0 ? text + " and " + more + " more" : text.toString();
  }

  /** What the server made of the intervals and queues asked for. */
  RevisedValues revised() {
    return revised;
  }

  @Override
  public void onDataReceived(
      OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> values) {
    hand(() -> received(items, values));
  }

  @Override
  public void onKeepAliveReceived(OpcUaSubscription from) {
    hand(() -> owner.scan(feed.next().build()));
  }

  @Override
  public void onNotificationDataLost(OpcUaSubscription from) {
    hand(() -> owner.missed(feed.group(), Missed.DROPPED, 1));
  }

  @Override
  public void onWatchdogTimerElapsed(OpcUaSubscription from) {
    hand(() -> owner.lost("no notification and no keep-alive from the subscription"));
  }

  @Override
  public void onStatusChanged(
      OpcUaSubscription from, org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode status) {
    hand(() -> owner.lost("the server ended the subscription: " + Failures.name(status)));
  }

  @Override
  public void onTransferFailed(
      OpcUaSubscription from, org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode status) {
    hand(() -> owner.lost("the subscription could not be taken over: " + Failures.name(status)));
  }

  private void hand(Runnable event) {
    if (waiting.incrementAndGet() > WAITING_LIMIT) {
      waiting.decrementAndGet();
      link.loop().execute(() -> owner.missed(feed.group(), Missed.DROPPED, 1));
      return;
    }
    link.loop()
        .execute(
            () -> {
              waiting.decrementAndGet();
              handle(event);
            });
  }

  private void handle(Runnable event) {
    lastHeard = clock.nanoTime();
    if (ended) {
      return;
    }
    if (begun) {
      event.run();
    } else if (early.size() < WAITING_LIMIT) {
      early.add(event);
    } else {
      owner.missed(feed.group(), Missed.DROPPED, 1);
    }
  }

  private void received(List<OpcUaMonitoredItem> items, List<DataValue> values) {
    Scan.Builder scan = feed.next();
    long now = UtcTime.ofInstant(clock.now());
    for (int i = 0; i < values.size(); i++) {
      Object tag = items.get(i).getUserObject().orElse(null);
      if (tag instanceof Integer index) {
        samples.addChange(scan, index, values.get(i), now);
      }
    }
    owner.scan(scan.build());
  }

  private Scan refusedNow() {
    Scan.Builder scan = feed.next();
    long now = UtcTime.ofInstant(clock.now());
    refused.forEach((tag, status) -> scan.bad(tag, status, now));
    return scan.build();
  }

  /** Liveness comes from the server's own messages, not from a connected flag. */
  private void watch() {
    long limit = revised.keepAliveNanos() * KEEP_ALIVES_MISSED + link.timeout().toNanos();
    long silent = clock.nanoTime() - lastHeard;
    if (silent >= limit) {
      owner.lost(
          "no notification and no keep-alive for " + Spoken.duration(Duration.ofNanos(silent)));
    } else {
      watchdog = link.loop().schedule(Duration.ofNanos(limit - silent), this::watch);
    }
  }

  private void retryRefused() {
    subscription
        .getClient()
        .getTransport()
        .getConfig()
        .getExecutor()
        .execute(
            () -> {
              List<MonitoredItemServiceOperationResult> results =
                  subscription.createMonitoredItems();
              link.loop().execute(() -> retried(results));
            });
  }

  private void retried(List<MonitoredItemServiceOperationResult> results) {
    if (ended) {
      return;
    }
    take(results);
    owner.scan(refusedNow());
    if (!refused.isEmpty()) {
      retry = link.loop().schedule(RETRY, this::retryRefused);
    }
  }

  private void take(List<MonitoredItemServiceOperationResult> results) {
    for (MonitoredItemServiceOperationResult result : results) {
      Object tag = result.monitoredItem().getUserObject().orElse(null);
      if (!(tag instanceof Integer index)) {
        continue;
      }
      if (result.isGood()) {
        refused.remove(index);
      } else {
        StatusCode status =
            Failures.status(result.operationResult().orElse(result.serviceResult()));
        refused.put(index, status);
        log.debug("{}: {}", feed.group().tags().get(index).name(), status);
      }
    }
  }

  private static OpcUaMonitoredItem item(NodeId node, int tag, OpcUaOptions.PublishGroup options) {
    OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
    item.setSamplingInterval(options.samplingMillis());
    item.setQueueSize(Unsigned.uint(options.queue()));
    item.setDiscardOldest(true);
    item.setUserObject(tag);
    return item;
  }
}
