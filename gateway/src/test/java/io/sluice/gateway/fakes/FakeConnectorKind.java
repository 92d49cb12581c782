package io.sluice.gateway.fakes;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The kind {@code fake}: devices in memory. Remembers those it made. */
public final class FakeConnectorKind implements ConnectorKind<FakeConnectorKind.Options> {
  private Optional<FakeConnector> made = Optional.empty();
  private final List<FakeConnector> all = new CopyOnWriteArrayList<>();

  /**
   * What stands in connections.yaml.
   *
   * @param groups scan groups by name
   */
  public record Options(@NotEmpty Map<String, Group> groups) {}

  /**
   * One scan group.
   *
   * @param every time between scans
   */
  public record Group(Duration every) {}

  public FakeConnector made() {
    return made.orElseThrow();
  }

  /** Every device made so far, of whatever name, oldest first. */
  public List<FakeConnector> all() {
    return List.copyOf(all);
  }

  /** The newest of that name. */
  public FakeConnector made(String name) {
    return all.stream()
        .filter(one -> one.name().equals(name))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public List<TagProblem> check(Options options, List<Tag> tags) {
    return List.of();
  }

  @Override
  public Connector create(String name, Options options, List<Tag> tags, PlantClock clock) {
    List<TagGroup> groups = new ArrayList<>();
    options
        .groups()
        .forEach(
            (group, written) ->
                groups.add(
                    new TagGroup(
                        name,
                        group,
                        written.every(),
                        tags.stream().filter(tag -> tag.group().equals(group)).toList())));
    FakeConnector connector = new FakeConnector(name, groups, clock);
    made = Optional.of(connector);
    all.add(connector);
    return connector;
  }
}
