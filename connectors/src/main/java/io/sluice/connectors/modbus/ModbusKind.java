package io.sluice.connectors.modbus;

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

/**
 * Kind {@code modbus}: TCP, TLS, RTU over TCP and serial lines, several units behind one address.
 */
public final class ModbusKind implements ConnectorKind<ModbusOptions> {
  /** Connecting, shaking hands and asking two units, each within the timeout. */
  private static final int OPEN_TIMEOUTS = 5;

  @Override
  public String name() {
    return "modbus";
  }

  @Override
  public Class<ModbusOptions> options() {
    return ModbusOptions.class;
  }

  @Override
  public List<TagProblem> check(ModbusOptions options, List<Tag> tags) {
    List<TagProblem> problems = new ArrayList<>();
    TagCheck check = new TagCheck(options, problems);
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(TagProblem.unknownGroup(tag, options.groups().keySet()));
      }
      check.check(tag);
    }
    return problems;
  }

  @Override
  public Connector create(String name, ModbusOptions options, List<Tag> tags, PlantClock clock) {
    Supervisor.Settings settings =
        new Supervisor.Settings(
            name, name(), options.where().peer(), options.timeout().multipliedBy(OPEN_TIMEOUTS));
    return Supervisor.of(
        settings,
        PollGroup.intervals(options.groups()),
        tags,
        clock,
        (feeds, loop) -> new ModbusLink(options, feeds, clock, loop));
  }

  @Override
  public List<Tag> words(ModbusOptions options, String address, WordSpan span) {
    return RegisterWords.around(ModbusAddress.parse(address), span);
  }

  @Override
  public String element(ModbusOptions options, Tag array, int index) {
    ModbusAddress first = ModbusAddress.parse(array.address());
    return first.element(array.type(), Spot.of(array, options).width(), index);
  }

  @Override
  public OptionalInt requests(ModbusOptions options, List<Tag> tags) {
    return OptionalInt.of(new ScanPlan(Places.of(tags, options)).blocks().size());
  }
}
