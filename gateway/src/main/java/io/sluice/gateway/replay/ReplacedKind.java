package io.sluice.gateway.replay;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A protocol whose options and checks are the real ones and whose connectors are stand-ins. */
final class ReplacedKind<O extends Record> implements ConnectorKind<O> {
  private final ConnectorKind<O> real;
  private final Map<String, StandIn> standIns;
  private final RunLog log;

  ReplacedKind(ConnectorKind<O> real, Map<String, StandIn> standIns, RunLog log) {
    this.real = real;
    this.standIns = standIns;
    this.log = log;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public Class<O> options() {
    return real.options();
  }

  @Override
  public List<TagProblem> check(O options, List<Tag> tags) {
    return real.check(options, tags);
  }

  @Override
  public Connector create(String name, O options, List<Tag> tags, PlantClock clock) {
    StandIn standIn = standIns.getOrDefault(name, SilentConnector::new);
    return new LoggedConnector(
        standIn.create(name, groups(name, options, tags), clock), clock, log);
  }

  /** Which groups there are, and how often each is read, only the kind itself knows. */
  private List<TagGroup> groups(String name, O options, List<Tag> tags) {
    try (Connector wired = real.create(name, options, tags, new VirtualClock(Instant.EPOCH))) {
      return wired.groups();
    }
  }
}
