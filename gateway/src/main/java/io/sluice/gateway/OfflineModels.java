package io.sluice.gateway;

import io.sluice.analytics.models.ModelRegistry;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.setpoints.AuditFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of a gateway that does not run just now; keeps it from starting meanwhile. */
public final class OfflineModels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OfflineModels.class);

  private final DataDirectory directory;
  private final AuditFile audit;
  private final ModelDeeds deeds;

  private OfflineModels(DataDirectory directory, AuditFile audit, ModelDeeds deeds) {
    this.directory = directory;
    this.audit = audit;
    this.deeds = deeds;
  }

  /**
   * Takes hold of a data directory.
   *
   * @param configuration what imported models must fit
   * @throws GatewayException with {@link Trouble#UNAVAILABLE} where a gateway runs on it
   */
  public static OfflineModels open(
      Path data, PlantClock clock, Supplier<Configuration> configuration) throws GatewayException {
    DataDirectory directory = DataDirectory.open(data);
    try {
      Path folder = data.resolve("audit");
      Files.createDirectories(folder);
      AuditFile audit = AuditFile.open(folder, Foundation.AUDIT_BYTES, Foundation.AUDIT_FILES);
      ModelRegistry registry = Foundation.auditedModels(data, clock, audit);
      ModelDeeds deeds = new ModelDeeds(registry, audit, clock, configuration);
      return new OfflineModels(directory, audit, deeds);
    } catch (IOException refused) {
      close(directory);
      throw new GatewayException(
          Trouble.CONFIGURATION,
          "the audit in " + data + " cannot be used: " + refused.getMessage(),
          refused);
    }
  }

  public ModelDeeds deeds() {
    return deeds;
  }

  @Override
  public void close() {
    try {
      audit.close();
    } catch (IOException unclosed) {
      log.warn("the audit was not closed: {}", unclosed.toString());
    }
    close(directory);
  }

  private static void close(DataDirectory directory) {
    try {
      directory.close();
    } catch (IOException unclosed) {
      log.warn("the data directory's lock was not given back: {}", unclosed.toString());
    }
  }
}
