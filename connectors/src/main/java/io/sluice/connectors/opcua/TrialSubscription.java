package io.sluice.connectors.opcua;

import io.sluice.connectors.GrantedInterval;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;

/** Subscriptions made only to hear what the server makes of them; they end with the session. */
final class TrialSubscription {
  private TrialSubscription() {}

  /** One for each group; blocks. */
  static List<GrantedInterval> all(OpcUaClient client, OpcUaOptions options, List<TagGroup> groups)
      throws Exception {
    List<GrantedInterval> granted = new ArrayList<>();
    for (TagGroup group : groups) {
      OpcUaOptions.PublishGroup asked = options.groups().get(group.name());
      if (asked != null) {
        granted.add(one(client, options, group, asked));
      }
    }
    return granted;
  }

  private static GrantedInterval one(
      OpcUaClient client, OpcUaOptions options, TagGroup group, OpcUaOptions.PublishGroup asked)
      throws Exception {
    ServerLimits limits = ServerLimits.of(client);
    Nodes nodes = Nodes.resolve(client, group.tags(), limits);
    Standing trial =
        Standing.create(
            client,
            new ItemRequests(client, nodes, limits, group, asked),
            group,
            asked,
            options.timeout());
    RevisedValues revised = trial.revised();
    client
        .deleteSubscriptionsAsync(List.of(trial.id()))
        .get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
    return new GrantedInterval(
        group,
        Duration.ofNanos((long) (revised.publishingMillis() * 1e6)),
        Duration.ofNanos((long) (revised.samplingMillis() * 1e6)));
  }
}
