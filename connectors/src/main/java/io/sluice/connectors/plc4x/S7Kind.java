package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.WordSpan;
import io.sluice.connectors.link.Supervisor;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.connectors.plan.ScanPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Kind {@code s7}: Siemens S7 by ISO-on-TCP. */
public final class S7Kind implements ConnectorKind<S7Options> {
  @Override
  public String name() {
    return "s7";
  }

  @Override
  public Class<S7Options> options() {
    return S7Options.class;
  }

  @Override
  public List<TagProblem> check(S7Options options, List<Tag> tags) {
    List<TagProblem> problems = new ArrayList<>();
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(TagProblem.unknownGroup(tag, options.groups().keySet()));
      }
      S7TagCheck.check(tag, problems);
    }
    return problems;
  }

  @Override
  public Connector create(String name, S7Options options, List<Tag> tags, PlantClock clock) {
    Supervisor.Settings settings =
        new Supervisor.Settings(
            name, name(), PeerUrl.shown(options.peer()), options.timeout().multipliedBy(3));
    return Supervisor.of(
        settings,
        PollGroup.intervals(options.groups()),
        tags,
        clock,
        (feeds, loop) -> new S7Link(options, feeds, clock, loop));
  }

  @Override
  public List<Tag> words(S7Options options, String address, WordSpan span) {
    return S7Words.around(S7Address.parse(address), span);
  }

  @Override
  public String element(S7Options options, Tag array, int index) {
    return S7Address.parse(array.address()).element(array.type(), index);
  }

  @Override
  public OptionalInt requests(S7Options options, List<Tag> tags) {
    return OptionalInt.of(new ScanPlan(S7Layout.places(tags, options.pdu())).blocks().size());
  }
}
