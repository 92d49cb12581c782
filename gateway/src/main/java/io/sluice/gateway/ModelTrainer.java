package io.sluice.gateway;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.StoredModel;
import io.sluice.gateway.assets.Apprentice;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import java.nio.file.Path;

/** Trains detectors from recorded operation, without a plant: what {@code sluice train} does. */
public final class ModelTrainer {
  private final Configuration configuration;
  private final ModelStore store;

  /**
   * @param data the gateway's data directory; models go below it
   */
  public ModelTrainer(Configuration configuration, Path data) {
    this.configuration = configuration;
    this.store = new ModelStore(data.resolve("models"));
  }

  /**
   * Trains one detector and saves the model as its next version. Takes seconds.
   *
   * @param history CSV with {@code time} and a column for each numeric tag of the asset
   * @throws TrainingException where the file cannot teach it anything
   * @throws ModelException where the model cannot be saved
   */
  public StoredModel train(String detector, Path history) throws TrainingException, ModelException {
    Entry entry = configuration.detectors().get(detector);
    if (entry == null) {
      throw new TrainingException(
          "there is no detector "
              + detector
              + "; there are "
              + String.join(", ", configuration.detectors().keySet()));
    }
    DetectorEntry common = entry.options(DetectorEntry.class);
    DetectorKind<?> kind =
        DetectorKind.named(String.valueOf(entry.kind()))
            .orElseThrow(() -> new IllegalStateException("checked, yet no kind " + entry.kind()))
            .in(configuration.directory());
    TrainingRows rows =
        TrainingRows.fromCsv(
            history,
            Watch.columns(AssetSamples.numeric(configuration.tagsOfAsset(common.asset()))),
            Apprentice.LAYOUT);
    TrainedModel model = kind.trainWith(rows, entry.options(kind.options()), common.goal());
    return store.save(detector, model);
  }
}
