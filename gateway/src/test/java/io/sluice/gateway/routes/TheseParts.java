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
import java.util.Map;

/** Parts that never change. */
public record TheseParts(
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
    PlantClock.Loop spoolLoop)
    implements RouteParts {}
