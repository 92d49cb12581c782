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

/**
 * Everything that routes can reach, by name, as of one moment. A route takes what it needs when it
 * starts, and keeps it until it ends.
 */
public interface RouteParts {
  /** Names the gateway in record ids. */
  String gatewayId();

  /** By connection. */
  Map<String, ScanHub> hubs();

  /** By asset. */
  Map<String, AssetLoop> assets();

  /** By detector. */
  Map<String, Watch> watches();

  /** By setpoint. */
  Map<String, SetpointLoop> setpoints();

  /** By spool. */
  Map<String, Spool> spools();

  /** By uplink. */
  Map<String, Uplink> uplinks();

  /** Newest sample of every tag, for conditions. */
  LatestSamples latest();

  /** Where scans are accounted for. */
  ScanLedger ledger();

  /** Where reaction times go. */
  ReactionTimes reactions();

  PlantClock clock();

  /** Paces the retries of all spool consumers. */
  PlantClock.Loop spoolLoop();
}
