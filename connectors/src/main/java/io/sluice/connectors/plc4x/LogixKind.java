package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.link.Supervisor;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.connectors.plan.ScanPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Kind {@code logix}: Rockwell ControlLogix and CompactLogix by EtherNet/IP. */
public final class LogixKind implements ConnectorKind<LogixOptions> {
  @Override
  public String name() {
    return "logix";
  }

  @Override
  public Class<LogixOptions> options() {
    return LogixOptions.class;
  }

  @Override
  public List<TagProblem> check(LogixOptions options, List<Tag> tags) {
    List<TagProblem> problems = new ArrayList<>();
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(TagProblem.unknownGroup(tag, options.groups().keySet()));
      }
      LogixTagCheck.check(tag, problems);
    }
    return problems;
  }

  @Override
  public Connector create(String name, LogixOptions options, List<Tag> tags, PlantClock clock) {
    // Four answers make a session.
    Duration setup = options.timeout().multipliedBy(2);
    LogixOpener opener = new LogixOpener(options.peer(), options.slot(), setup);
    Plc4xLink.Peer peer = new Plc4xLink.Peer(opener, options.timeout(), new LogixDialect());
    String shown = PeerUrl.shown(options.peer());
    return Supervisor.of(
        new Supervisor.Settings(name, name(), shown, options.timeout().multipliedBy(3)),
        PollGroup.intervals(options.groups()),
        tags,
        clock,
        (feeds, loop) -> new Plc4xLink(peer, feeds, clock, loop));
  }

  @Override
  public String element(LogixOptions options, Tag array, int index) {
    return LogixAddress.parse(array.address()).element(index);
  }

  @Override
  public OptionalInt requests(LogixOptions options, List<Tag> tags) {
    return OptionalInt.of(new ScanPlan(new LogixDialect().places(tags)).blocks().size());
  }
}
