package io.sluice.gateway;

import io.sluice.analytics.models.ModelChange;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelState;
import io.sluice.analytics.models.ModelStore;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.assets.AlarmAnswer;
import io.sluice.gateway.assets.AlarmDeed;
import io.sluice.gateway.assets.AlarmDesk;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ModelDesk;
import io.sluice.gateway.assets.Timekeeper;
import io.sluice.gateway.config.GatewayOptions;
import io.sluice.gateway.recorder.FlightRecorder;
import io.sluice.gateway.setpoints.Audit;
import io.sluice.gateway.setpoints.AuditEntry;
import io.sluice.gateway.setpoints.AuditFile;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stays while parts come and go.
 *
 * @param gatewayId names the gateway in record ids
 * @param data directory for spool, models and audit
 * @param world the gateway's surroundings
 * @param latest newest sample of every tag
 * @param timekeeper sees to it that no detector holds up its asset
 * @param ledger where every scan went
 * @param reactions from read to verdict
 * @param audit every request and write
 * @param alarms what alarms share, and what is kept of them
 * @param models what detectors have learnt, and where it is looked after
 * @param recorder the last hours of every scan
 * @param spoolLoop paces spool consumers
 */
public record Foundation(
    String gatewayId,
    Path data,
    Surroundings world,
    LatestSamples latest,
    Timekeeper timekeeper,
    ScanLedger ledger,
    ReactionTimes reactions,
    AuditFile audit,
    AlarmDesk alarms,
    ModelDesk models,
    FlightRecorder recorder,
    PlantClock.Loop spoolLoop) {
  private static final Logger log = LoggerFactory.getLogger(Foundation.class);
  static final long AUDIT_BYTES = 16L << 20;
  static final int AUDIT_FILES = 20;

  /** Opens the audit; {@link #close} gives it back. */
  static Foundation open(GatewayOptions options, Surroundings world, Path data)
      throws GatewayException {
    AuditFile audit = audit(data.resolve("audit"));
    AlarmDesk alarms = alarms(options, data.resolve("alarms"), world.clock(), audit);
    FlightRecorder recorder =
        new FlightRecorder(
            options.recorder(), data.resolve("recordings"), List.of(), world.clock());
    recorder.start();
    ModelDesk models = models(data, world.clock(), audit);
    return new Foundation(
        options.gateway().id(),
        data,
        world,
        new LatestSamples(),
        new Timekeeper(world.clock()),
        new ScanLedger(),
        new ReactionTimes(),
        audit,
        alarms,
        models,
        recorder,
        world.clock().loop("spool-consumers"));
  }

  PlantClock clock() {
    return world.clock();
  }

  void close() {
    timekeeper.close();
    recorder.close();
    spoolLoop.close();
    alarms.close();
    models.close();
    try {
      audit.close();
    } catch (IOException unclosed) {
      log.warn("the audit was not closed: {}", unclosed.toString());
    }
  }

  private static AlarmDesk alarms(
      GatewayOptions options, Path folder, PlantClock clock, AuditFile audit)
      throws GatewayException {
    AlarmDesk.DeedLog deeds =
        (detector, deed, answer) ->
            audit.append(new AuditEntry(clock.now(), detector, deed(deed, answer)));
    try {
      return AlarmDesk.open(options.gateway().id(), options.alarms(), folder, clock, deeds);
    } catch (IOException refused) {
      throw new GatewayException(
          Trouble.UNAVAILABLE,
          "the alarms kept in " + folder + " cannot be read: " + refused.getMessage(),
          refused);
    }
  }

  private static AuditEntry.AlarmDeed deed(AlarmDeed deed, AlarmAnswer answer) {
    return new AuditEntry.AlarmDeed(
        deed.action().word(),
        answer.done() ? "done" : "refused",
        answer.said(),
        deed.why(),
        deed.person());
  }

  /** What happens to models from now on goes into the audit, whoever does it. */
  static ModelRegistry auditedModels(Path data, PlantClock clock, Audit audit) {
    ModelRegistry registry = new ModelRegistry(new ModelStore(data.resolve("models")), clock::now);
    Instant begun = clock.now();
    registry.listen(
        (detector, changes) ->
            changes.stream()
                .filter(change -> !change.time().isBefore(begun))
                .forEach(change -> note(audit, detector, change)));
    return registry;
  }

  private static ModelDesk models(Path data, PlantClock clock, AuditFile audit) {
    ModelDesk models = new ModelDesk(auditedModels(data, clock, audit), clock);
    models.start();
    return models;
  }

  private static void note(Audit audit, String detector, ModelChange change) {
    ModelState from = change.from();
    try {
      audit.append(
          new AuditEntry(
              change.time(),
              detector,
              new AuditEntry.ModelMove(
                  change.version(),
                  from == null ? null : from.word(),
                  change.to().word(),
                  change.deed().who(),
                  change.deed().why())));
    } catch (IOException full) {
      log.warn("{}: cannot write the audit: {}", detector, full.getMessage());
    }
  }

  private static AuditFile audit(Path folder) throws GatewayException {
    try {
      Files.createDirectories(folder);
      return AuditFile.open(folder, AUDIT_BYTES, AUDIT_FILES);
    } catch (IOException refused) {
      throw new GatewayException(
          Trouble.UNAVAILABLE,
          "the audit in " + folder + " cannot be used: " + refused.getMessage(),
          refused);
    }
  }
}
