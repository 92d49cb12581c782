package io.sluice.gateway;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.routes.RouteParts;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.AuditFile;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.Uplink;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything a running gateway is made of, by name, as of one moment: a change makes another one of
 * these.
 *
 * @param foundation what stays through all changes
 * @param connectors by connection
 * @param hubs by connection; a hub outlives its connector
 * @param assets by asset
 * @param watches by detector
 * @param setpoints by setpoint
 * @param spools by spool
 * @param uplinks by uplink
 */
public record Parts(
    Foundation foundation,
    Map<String, Connector> connectors,
    Map<String, ScanHub> hubs,
    Map<String, AssetLoop> assets,
    Map<String, Watch> watches,
    Map<String, SetpointLoop> setpoints,
    Map<String, Spool> spools,
    Map<String, Uplink> uplinks)
    implements RouteParts {
  public Parts {
    connectors = copy(connectors);
    hubs = copy(hubs);
    assets = copy(assets);
    watches = copy(watches);
    setpoints = copy(setpoints);
    spools = copy(spools);
    uplinks = copy(uplinks);
  }

  /** A gateway that does nothing yet. */
  static Parts none(Foundation foundation) {
    return new Parts(
        foundation, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  @Override
  public String gatewayId() {
    return foundation.gatewayId();
  }

  @Override
  public ScanLedger ledger() {
    return foundation.ledger();
  }

  @Override
  public ReactionTimes reactions() {
    return foundation.reactions();
  }

  @Override
  public PlantClock clock() {
    return foundation.clock();
  }

  @Override
  public PlantClock.Loop spoolLoop() {
    return foundation.spoolLoop();
  }

  @Override
  public LatestSamples latest() {
    return foundation.latest();
  }

  public AuditFile audit() {
    return foundation.audit();
  }

  /** Lets go of all but the connectors and setpoints, which are stopped before. */
  void close() {
    uplinks.values().forEach(Uplink::close);
    spools.values().forEach(Spool::close);
    watches.values().forEach(Watch::close);
    assets.values().forEach(AssetLoop::close);
    setpoints.values().forEach(SetpointLoop::close);
    foundation.close();
  }

  private static <T> Map<String, T> copy(Map<String, T> parts) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }
}
