package io.sluice.gateway;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.recorder.FlightRecorder;
import io.sluice.gateway.routes.RouteParts;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.AuditFile;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.Uplink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a running gateway is made of, by name. Made by {@link Wiring}.
 *
 * @param gatewayId names the gateway in record ids
 * @param connectors by connection
 * @param hubs by connection
 * @param assets by asset
 * @param watches by detector
 * @param setpoints by setpoint
 * @param spools by spool
 * @param uplinks by uplink
 * @param latest newest sample of every tag
 * @param ledger where every scan went
 * @param reactions from read to verdict
 * @param audit every request and write
 * @param recorder the last hours of every scan
 * @param clock the gateway's
 * @param loops threads of its own: spool consumers, training, setpoints, assets
 */
public record Parts(
    String gatewayId,
    Map<String, Connector> connectors,
    Map<String, ScanHub> hubs,
    Map<String, AssetLoop> assets,
    Map<String, Watch> watches,
    Map<String, SetpointLoop> setpoints,
    Map<String, Spool> spools,
    Map<String, Uplink> uplinks,
    LatestSamples latest,
    ScanLedger ledger,
    ReactionTimes reactions,
    AuditFile audit,
    FlightRecorder recorder,
    PlantClock clock,
    List<PlantClock.Loop> loops) {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  RouteParts routeParts() {
    return new RouteParts(
        gatewayId,
        hubs,
        assets,
        watches,
        setpoints,
        spools,
        uplinks,
        ledger,
        reactions,
        clock,
        loops.get(0));
  }

  void startConnectors() {
    connectors.forEach(
        (name, connector) -> {
          ScanHub hub = hubs.get(name);
          if (hub != null) {
            connector.start(hub);
          }
        });
  }

  void close() {
    recorder.close();
    uplinks.values().forEach(Uplink::close);
    spools.values().forEach(Spool::close);
    loops.forEach(PlantClock.Loop::close);
    try {
      audit.close();
    } catch (IOException unclosed) {
      log.warn("the audit was not closed: {}", unclosed.toString());
    }
  }
}
