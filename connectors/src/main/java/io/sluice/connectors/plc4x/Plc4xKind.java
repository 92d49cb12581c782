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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kind {@code plc4x}: Modbus TCP, and any other PLC4X driver that is on the class path. */
public final class Plc4xKind implements ConnectorKind<Plc4xOptions> {
  private static final Logger log = LoggerFactory.getLogger(Plc4xKind.class);

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
    Plc4xUrl url = Plc4xUrl.parse(options.url());
    List<TagProblem> problems = new ArrayList<>();
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(TagProblem.unknownGroup(tag, options.groups().keySet()));
      }
      if (url.modbus()) {
        ModbusTagCheck.check(tag, problems);
      }
    }
    if (!url.modbus()) {
      Drivers.check(url.code(), tags, problems);
    }
    return problems;
  }

  @Override
  public Connector create(String name, Plc4xOptions options, List<Tag> tags, PlantClock clock) {
    Plc4xUrl url = Plc4xUrl.parse(options.url());
    if (!url.hint().isEmpty()) {
      log.info("{}: {}", name, url.hint());
    }
    Plc4xLink.Peer peer =
        new Plc4xLink.Peer(url.opener(options.timeout()), options.timeout(), url.dialect());
    return Supervisor.of(
        new Supervisor.Settings(name, name(), url.peer(), options.timeout().multipliedBy(3)),
        PollGroup.intervals(options.groups()),
        tags,
        clock,
        (feeds, loop) -> new Plc4xLink(peer, feeds, clock, loop));
  }

  @Override
  public List<Tag> words(Plc4xOptions options, String address, WordSpan span) {
    return Plc4xUrl.parse(options.url()).modbus()
        ? ModbusWords.around(ModbusAddress.parse(address), span)
        : List.of();
  }

  @Override
  public String element(Plc4xOptions options, Tag array, int index) {
    if (!Plc4xUrl.parse(options.url()).modbus()) {
      return ConnectorKind.super.element(options, array, index);
    }
    ModbusAddress first = ModbusAddress.parse(array.address());
    return ModbusAddress.reference(
        first.area(), first.offset() + index * ModbusAddress.width(array.type()));
  }

  @Override
  public OptionalInt requests(Plc4xOptions options, List<Tag> tags) {
    return Plc4xUrl.parse(options.url()).modbus()
        ? OptionalInt.of(new ScanPlan(new ModbusDialect().places(tags)).blocks().size())
        : OptionalInt.empty();
  }
}
