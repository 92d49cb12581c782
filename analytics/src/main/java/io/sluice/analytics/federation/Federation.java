package io.sluice.analytics.federation;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Statistics out of a registry of models, and back into it as a candidate. Reads and writes files:
 * never on an event loop.
 */
public final class Federation {
  /** More gateways than that are merged in steps. */
  private static final int MOST_FILES = 100;

  private final ModelRegistry registry;

  public Federation(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * Writes the statistics of the rows that a version was trained on.
   *
   * @param file that is not there yet
   * @throws ModelException if the version is of another kind than {@code mahalanobis}, or the file
   *     cannot be written
   */
  public Statistics export(String detector, int version, Path file) throws ModelException {
    Statistics statistics =
        Statistics.of(detector, registry.load(detector, version).model());
    StatisticsFile.write(statistics, file);
    return statistics;
  }

  /**
   * Merges files of statistics into a candidate that follows the champion's features.
   *
   * @throws ModelException naming the file and each difference, where one does not fit; nothing has
   *     changed then
   */
  public StoredModel merge(String detector, List<Path> files) throws ModelException {
    if (files.isEmpty() || files.size() > MOST_FILES) {
      throw new ModelException(files.size() + " files, must be 1 to " + MOST_FILES);
    }
    Statistics all = StatisticsFile.read(files.get(0));
    for (Path file : files.subList(1, files.size())) {
      try {
        all = all.merged(StatisticsFile.read(file));
      } catch (ModelException refused) {
        throw new ModelException(file + ": " + refused.getMessage(), refused);
      }
    }
    ModelVersion champion =
        registry
            .champion(detector)
            .orElseThrow(
                () -> new ModelException(detector + " has no champion to take the features of"));
    StoredModel pattern = registry.load(detector, champion.version());
    return registry.add(
        detector,
        all.model(pattern.model()),
        Making.merged("statistics of " + files.size() + " gateways"));
  }
}
