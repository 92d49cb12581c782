package io.sluice.connectors.opcua;

import io.sluice.connectors.TagGroup;
import java.util.Locale;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server made of what was asked for; servers change it silently (OPC 10000-4, 5.14.2). */
final class RevisedValues {
  private static final Logger log = LoggerFactory.getLogger(RevisedValues.class);

  private volatile double publishingMillis;
  private volatile double slowestSamplingMillis;
  private volatile long smallestQueue = Long.MAX_VALUE;
  private volatile long keepAliveNanos = 1_000_000_000L;

  void read(TagGroup group, OpcUaSubscription subscription, OpcUaOptions.PublishGroup asked) {
    publishingMillis =
        subscription.getRevisedPublishingInterval().orElse(subscription.getPublishingInterval());
    long count =
        subscription
            .getRevisedMaxKeepAliveCount()
            .orElse(subscription.getMaxKeepAliveCount())
            .longValue();
    keepAliveNanos = (long) (publishingMillis * 1e6 * Math.max(1, count));
    for (OpcUaMonitoredItem item : subscription.getMonitoredItems()) {
      slowestSamplingMillis =
          Math.max(slowestSamplingMillis, item.getRevisedSamplingInterval().orElse(0.0));
      item.getRevisedQueueSize()
          .ifPresent(size -> smallestQueue = Math.min(smallestQueue, size.longValue()));
    }
    if (publishingMillis > asked.publishing().toMillis()
        || slowestSamplingMillis > Math.max(1, asked.samplingMillis())
        || smallestQueue < asked.queue()) {
      log.info(
          "{}/{}: the server revised the subscription: {}", group.connection(), group.name(), this);
    }
  }

  /** Longest silence of a living subscription. */
  long keepAliveNanos() {
    return keepAliveNanos;
  }

  double slowestSamplingMillis() {
    return slowestSamplingMillis;
  }

  double publishingMillis() {
    return publishingMillis;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "publishing %.0f ms, sampling up to %.0f ms, queue at least %s, keep-alive %d ms",
        publishingMillis,
        slowestSamplingMillis,
        smallestQueue == Long.MAX_VALUE ? "-" : smallestQueue,
        keepAliveNanos / 1_000_000);
  }
}
