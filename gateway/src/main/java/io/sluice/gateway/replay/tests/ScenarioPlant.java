package io.sluice.gateway.replay.tests;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Given;
import io.sluice.gateway.config.tests.PlantFault;
import io.sluice.simulator.Fault;
import io.sluice.simulator.Scenario;
import io.sluice.simulator.SteppedPlant;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.instruments.WireType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The simulator's pump skid and exchanger: what a setpoint writes acts on the physics. */
final class ScenarioPlant implements GivenPlant {
  private final SteppedPlant plant;
  private final Map<String, Protocol> links = new HashMap<>();

  /**
   * @param begin wall-clock time at time zero
   */
  ScenarioPlant(Given given, Configuration configuration, Instant begin) {
    List<Scenario.ScheduledFault> faults = new ArrayList<>();
    for (PlantFault fault : given.allFaults()) {
      Duration lasts = fault.lasts();
      faults.add(
          new Scenario.ScheduledFault(
              Fault.parse(fault.fault()), fault.at(), lasts == null ? Scenario.FOR_EVER : lasts));
    }
    this.plant = new SteppedPlant(given.seed(), new Scenario(faults), begin);
    for (String connection : configuration.connections().keySet()) {
      configuration.tagsOf(connection).stream()
          .map(ScenarioPlant::protocolOf)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(protocol -> links.put(connection, protocol));
    }
  }

  /** The simulator's point that a tag means: by name, else by address. */
  static Optional<PlantTag> pointOf(Tag tag) {
    for (PlantTag point : TagList.all()) {
      if (point.name().equals(tag.name())) {
        return Optional.of(point);
      }
    }
    return TagList.all().stream()
        .filter(point -> point.address().equals(tag.address()))
        .findFirst();
  }

  private static Optional<Protocol> protocolOf(Tag tag) {
    return pointOf(tag)
        .map(point -> TagList.PUMP.tags().contains(point) ? Protocol.MODBUS : Protocol.OPCUA);
  }

  @Override
  public void advanceTo(Duration plantTime) {
    plant.advanceTo(plantTime);
  }

  @Override
  public boolean reachable(String connection) {
    Protocol link = links.get(connection);
    return link != null && !plant.linkDown(link);
  }

  @Override
  public Instrument instrument(Tag tag) {
    PlantTag point = pointOf(tag).orElse(null);
    if (point == null) {
      return (place, into, time) -> into.bad(place, StatusCode.BAD_NODE_ID_UNKNOWN, time);
    }
    return (place, into, time) -> {
      OptionalDouble shown = plant.shows(point);
      if (shown.isPresent()) {
        into.number(place, shown.getAsDouble(), StatusCode.GOOD.code(), time);
      } else if (point.type() == WireType.INT16 || point.type() == WireType.UINT16) {
        // A dead instrument shows the lowest integer, which no range holds.
        double lowest = point.toEngineering(PlantTag.FAILED_REGISTER);
        into.number(place, lowest, StatusCode.GOOD.code(), time);
      } else {
        into.bad(place, StatusCode.BAD_SENSOR_FAILURE, time);
      }
    };
  }

  @Override
  public Optional<String> write(Tag tag, double value) {
    @Nullable PlantTag point = pointOf(tag).orElse(null);
    if (point == null) {
      return Optional.of("the scenario's plant has no such point");
    }
    Protocol protocol = protocolOf(tag).orElse(Protocol.MODBUS);
    return plant.command(protocol, point.point(), point.quantised(value))
        ? Optional.empty()
        : Optional.of(plant.writeLog().get(plant.writeLog().size() - 1).reason());
  }
}
