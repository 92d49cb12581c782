package io.sluice.gateway.cli;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.List;
import java.util.function.Supplier;

/** A command that only reads the models in the data directory, whether a gateway runs or not. */
abstract class ModelsReading extends RunningCommand {
  private final Supplier<Surroundings> world;

  ModelsReading(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog);
    this.world = world;
  }

  /** Does it and gives the exit code. */
  abstract int read(ModelRegistry registry) throws ModelException;

  @Override
  final int run(GatewayClient client) {
    try {
      return read(
          new ModelRegistry(
              new ModelStore(whereabouts().data().resolve("models")), world.get().clock()::now));
    } catch (ModelException refused) {
      terminal.err().println("sluice: " + refused.getMessage());
      return ExitCode.FINDINGS;
    }
  }

  /** The version asked for; 0 is the champion, or the newest where there is none. */
  static ModelVersion version(ModelRegistry registry, String detector, int asked)
      throws ModelException {
    List<ModelVersion> all = registry.list(detector);
    if (asked == 0) {
      return registry
          .champion(detector)
          .or(() -> all.stream().reduce((older, newer) -> newer))
          .orElseThrow(() -> new ModelException(detector + " has no models"));
    }
    return all.stream()
        .filter(one -> one.version() == asked)
        .findFirst()
        .orElseThrow(() -> new ModelException(detector + " has no version " + asked));
  }
}
