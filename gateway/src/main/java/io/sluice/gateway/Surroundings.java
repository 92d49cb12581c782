package io.sluice.gateway;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.uplink.UplinkKind;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * All that differs between live, test and replay: time, and what stands at both ends.
 *
 * @param clock time, and threads for connectors, setpoints, spools and training
 * @param assets the same time, and the contexts that assets run on
 * @param connectors by kind
 * @param uplinks by kind
 */
public record Surroundings(
    PlantClock clock,
    PlantClock assets,
    Map<String, ConnectorKind<?>> connectors,
    Map<String, UplinkKind<?>> uplinks) {
  public Surroundings {
    connectors = Map.copyOf(connectors);
    uplinks = Map.copyOf(uplinks);
  }

  /** The kinds on the class path. */
  public static Surroundings of(PlantClock clock, PlantClock assets) {
    Map<String, ConnectorKind<?>> connectors = new HashMap<>();
    ServiceLoader.load(ConnectorKind.class)
        .forEach(kind -> connectors.put(kind.name(), (ConnectorKind<?>) kind));
    Map<String, UplinkKind<?>> uplinks = new HashMap<>();
    ServiceLoader.load(UplinkKind.class)
        .forEach(kind -> uplinks.put(kind.name(), (UplinkKind<?>) kind));
    return new Surroundings(clock, assets, connectors, uplinks);
  }
}
