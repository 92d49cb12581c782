package io.sluice.connectors.opcua;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.GrantedInterval;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagBrowser;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.UnreachableException;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kind {@code opcua}: subscriptions to an OPC UA server. */
public final class OpcUaKind implements ConnectorKind<OpcUaOptions> {
  private static final Logger log = LoggerFactory.getLogger(OpcUaKind.class);

  @Override
  public String name() {
    return "opcua";
  }

  @Override
  public Class<OpcUaOptions> options() {
    return OpcUaOptions.class;
  }

  @Override
  public List<TagProblem> check(OpcUaOptions options, List<Tag> tags) {
    List<TagProblem> problems = new ArrayList<>();
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(TagProblem.unknownGroup(tag, options.groups().keySet()));
      }
      try {
        OpcUaOptions.PublishGroup group = options.groups().get(tag.group());
        if (group != null && group.events() != null) {
          EventFields.check(tag.address());
        } else {
          NodeAddress.parse(tag.address());
        }
      } catch (IllegalArgumentException wrong) {
        problems.add(new TagProblem(tag, "address", String.valueOf(wrong.getMessage()), ""));
      }
    }
    return problems;
  }

  @Override
  public List<TagProblem> fragile(OpcUaOptions options, List<Tag> tags) {
    return tags.stream()
        .filter(tag -> NodeAddress.mayMove(tag.address()))
        .map(
            tag ->
                new TagProblem(
                    tag,
                    "address",
                    "address is \""
                        + tag.address()
                        + "\", whose index moves when the server gets another namespace; allowed and"
                        + " lasting is nsu=URI;..., as sluice tags browse shows it",
                    ""))
        .toList();
  }

  @Override
  public Connector create(String name, OpcUaOptions options, List<Tag> tags, PlantClock clock) {
    Map<String, Duration> intervals = new HashMap<>();
    options.groups().forEach((group, asked) -> intervals.put(group, asked.publishing()));
    if (options.user() != null
        && options.user().password() != null
        && options.securityOrNone().policy() == OpcUaOptions.Policy.NONE) {
      log.warn(
          "{}: the password goes to a server that proves nothing, over a line that hides nothing;"
              + " give security: {policy, mode, trust}",
          name);
    }
    Supervisor.Settings settings =
        new Supervisor.Settings(
            name, name(), options.url(), options.timeout().multipliedBy(4).plusMillis(tags.size()));
    return Supervisor.of(
        settings,
        intervals,
        tags,
        clock,
        (feeds, loop) -> new OpcUaLink(name, options, feeds, clock, loop));
  }

  @Override
  public Optional<TagBrowser> browser(String name, OpcUaOptions options, PlantClock clock) {
    return Optional.of(new OpcUaBrowser(name, options, clock));
  }

  @Override
  public List<GrantedInterval> granted(
      String name, OpcUaOptions options, List<Tag> tags, PlantClock clock)
      throws UnreachableException, InterruptedException {
    Map<String, Duration> intervals = new HashMap<>();
    options.groups().forEach((group, asked) -> intervals.put(group, asked.publishing()));
    List<TagGroup> groups =
        Feed.of(name, intervals, tags, clock).stream().map(Feed::group).toList();
    return new Visits(name, options, clock)
        .make(client -> TrialSubscription.all(client, options, groups));
  }
}
