package io.sluice.gateway.routes;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.Uplink;
import java.util.List;
import java.util.Map;

/**
 * Everything that routes can reach, by name. Outlives the routes: a reloaded route finds the same
 * connections, detectors, setpoints and spools.
 *
 * @param gatewayId names the gateway in record ids
 * @param hubs by connection
 * @param assets by asset
 * @param watches by detector
 * @param setpoints by setpoint
 * @param spools by spool
 * @param uplinks by uplink
 * @param latest newest sample of every tag, for conditions
 * @param ledger where scans are accounted for
 * @param reactions where reaction times go
 * @param clock the gateway's
 * @param spoolLoop paces spool consumers
 */
public record RouteParts(
    String gatewayId,
    Map<String, ScanHub> hubs,
    Map<String, AssetLoop> assets,
    Map<String, Watch> watches,
    Map<String, SetpointLoop> setpoints,
    Map<String, Spool> spools,
    Map<String, Uplink> uplinks,
    LatestSamples latest,
    ScanLedger ledger,
    ReactionTimes reactions,
    PlantClock clock,
    PlantClock.Loop spoolLoop) {
  List<SluiceComponent<?>> components() {
    return List.of(
        new TagsComponent(hubs, ledger),
        new DetectComponent(watches, reactions),
        new SetpointComponent(setpoints, clock),
        new SummaryComponent(assets),
        new SpoolComponent(spools, spoolLoop),
        new UplinkComponent(uplinks, gatewayId));
  }
}
