package io.sluice.connectors.opcua;

import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server made of what was asked for; servers change it silently (OPC 10000-4, 5.14.2).
 * What no server can mean, as an interval of no length or of a lifetime, counts as what was asked.
 *
 * @param publishingMillis time between two publish responses
 * @param keepAlive longest silence of a living subscription
 * @param samplingMillis slowest time between two samples of a tag
 * @param queue smallest queue of a tag
 */
record RevisedValues(
    double publishingMillis, Duration keepAlive, double samplingMillis, long queue) {
  private static final Logger log = LoggerFactory.getLogger(RevisedValues.class);
  private static final double LONGEST_MILLIS = 86_400_000;
  private static final double LONGEST_KEEP_ALIVE = 3_600_000;
  private static final double SHORTEST_KEEP_ALIVE = 100;

  /** Of a subscription that has no items yet. */
  static RevisedValues of(
      double publishingMillis, long keepAliveCount, OpcUaOptions.PublishGroup asked) {
    double publishing = believed(publishingMillis, asked.publishing().toNanos() / 1e6);
    double silence = publishing * Math.max(1.0, (double) keepAliveCount);
    double keepAlive = Math.min(LONGEST_KEEP_ALIVE, Math.max(SHORTEST_KEEP_ALIVE, silence));
    return new RevisedValues(publishing, Duration.ofMillis((long) keepAlive), 0, Long.MAX_VALUE);
  }

  /** The same, and its items. */
  RevisedValues with(List<ItemRequests.Outcome> items, OpcUaOptions.PublishGroup asked) {
    double slowest = samplingMillis;
    long smallest = queue;
    for (ItemRequests.Outcome item : items) {
      if (item.monitored()) {
        double sampling =
            item.samplingMillis() == 0
                ? 0
                : believed(item.samplingMillis(), asked.samplingMillis());
        slowest = Math.max(slowest, sampling);
        smallest = Math.min(smallest, item.queue());
      }
    }
    return new RevisedValues(publishingMillis, keepAlive, slowest, smallest);
  }

  /** Says so where the server gives less than was asked for. */
  void tell(TagGroup group, OpcUaOptions.PublishGroup asked) {
    if (publishingMillis > asked.publishing().toMillis()
        || samplingMillis > Math.max(1, asked.samplingMillis())
        || queue < asked.queue()) {
      log.info(
          "{}/{}: the server revised the subscription: {}", group.connection(), group.name(), this);
    }
  }

  private static double believed(double told, double asked) {
    return told > 0 && told <= LONGEST_MILLIS ? told : asked;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "publishing %.0f ms, sampling up to %.0f ms, queue at least %s, keep-alive %d ms",
        publishingMillis,
        samplingMillis,
        queue == Long.MAX_VALUE ? "-" : queue,
        keepAlive.toMillis());
  }
}
