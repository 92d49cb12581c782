package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.link.Backoff;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kind {@code plc4x}: Modbus TCP, and any other PLC4X driver that is on the class path. */
public final class Plc4xKind implements ConnectorKind<Plc4xOptions> {
  @Override
  public String name() {
    return "plc4x";
  }

  @Override
  public Class<Plc4xOptions> options() {
    return Plc4xOptions.class;
  }

  @Override
  public List<TagProblem> check(Plc4xOptions options, List<Tag> tags) {
    boolean modbus = Plc4xUrl.parse(options.url()).modbus();
    List<TagProblem> problems = new ArrayList<>();
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(unknownGroup(tag, options.groups()));
      }
      if (modbus) {
        ModbusTagCheck.check(tag, problems);
      }
    }
    return problems;
  }

  @Override
  public Connector create(String name, Plc4xOptions options, List<Tag> tags, PlantClock clock) {
    Plc4xUrl url = Plc4xUrl.parse(options.url());
    List<Feed> feeds = feeds(name, options, tags, clock);
    PlantClock.Loop loop = clock.loop(name);
    Plc4xLink link = new Plc4xLink(url, options.timeout(), feeds, clock, loop);
    Supervisor.Settings settings =
        new Supervisor.Settings(
            name, name(), url.peer(), options.timeout().multipliedBy(3), Backoff.of(name));
    return new Supervisor(settings, feeds, link, clock, loop);
  }

  /** A group without tags has nothing to scan. */
  private static List<Feed> feeds(
      String name, Plc4xOptions options, List<Tag> tags, PlantClock clock) {
    List<Feed> feeds = new ArrayList<>();
    new TreeMap<>(options.groups())
        .forEach(
            (group, poll) -> {
              List<Tag> inside = tagsOf(group, tags);
              if (!inside.isEmpty()) {
                feeds.add(new Feed(new TagGroup(name, group, poll.every(), inside), clock));
              }
            });
    return feeds;
  }

  private static List<Tag> tagsOf(String group, List<Tag> tags) {
    return tags.stream().filter(tag -> tag.group().equals(group)).toList();
  }

  private static TagProblem unknownGroup(Tag tag, Map<String, ?> groups) {
    List<String> known = groups.keySet().stream().sorted().toList();
    return new TagProblem(
        tag,
        "group",
        "group is \"" + tag.group() + "\", the connection has " + String.join(", ", known),
        known.size() == 1 ? known.get(0) : "");
  }
}
