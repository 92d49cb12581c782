package io.sluice.gateway;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.detectors.ModalKind;
import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import io.sluice.analytics.upkeep.Contamination;
import io.sluice.analytics.upkeep.SuspectBlock;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Training;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains detectors from recorded operation, without a plant: what {@code sluice train} does. */
public final class ModelTrainer {
  /** Rows left out on both sides of a suspect block: a fault begins before it is noticed. */
  private static final int MARGIN = 50;

  private final Configuration configuration;
  private final ModelRegistry registry;

  /**
   * @param data the gateway's data directory; models go below it
   */
  public ModelTrainer(Configuration configuration, Path data, PlantClock clock) {
    this.configuration = configuration;
    this.registry = new ModelRegistry(new ModelStore(data.resolve("models")), clock::now);
  }

  /** What is done about rows that the model which serves now finds abnormal. */
  public enum Suspects {
    KEEP,
    LEAVE_OUT
  }

  /** What is told while it takes its time; called on the caller's thread. */
  public interface Listener {
    /** Rows have been read. */
    void read(TrainingRows rows);

    /** These blocks of them are abnormal for the model that serves now; most often none. */
    void suspects(TrainingRows rows, List<SuspectBlock> blocks);

    /** Training begins, which takes seconds. */
    void trains(TrainingRows rows);
  }

  /** Hears of nothing. */
  private static final class Nobody implements Listener {
    @Override
    public void read(TrainingRows rows) {}

    @Override
    public void suspects(TrainingRows rows, List<SuspectBlock> blocks) {}

    @Override
    public void trains(TrainingRows rows) {}
  }

  /**
   * Trains one detector on a file and saves the model as its next version. Takes seconds.
   *
   * @param history CSV with {@code time} and a column for each numeric tag of the asset, or a
   *     recording
   * @throws TrainingException where the file cannot teach it anything
   * @throws ModelException where the model cannot be saved
   */
  public StoredModel train(String detector, Path history) throws TrainingException, ModelException {
    return train(detector, TrainingSource.file(history), Suspects.KEEP, new Nobody());
  }

  /**
   * The same from any source. The model is a candidate, or the champion where there is none yet.
   *
   * @throws TrainingException where the source cannot teach it anything
   * @throws ModelException where the model cannot be saved
   */
  public StoredModel train(
      String detector, TrainingSource source, Suspects suspects, Listener listener)
      throws TrainingException, ModelException {
    Entry entry = entry(detector);
    DetectorEntry common = entry.options(DetectorEntry.class);
    DetectorKind<?> kind = kind(entry);
    List<Tag> tags = AssetSamples.numeric(configuration.tagsOfAsset(common.asset()));
    TrainingRows rows = source.rows(common.asset(), tags);
    listener.read(rows);
    Optional<Detector> champion = champion(detector, kind, Watch.columns(tags));
    if (champion.isPresent()) {
      Contamination check = new Contamination(rows);
      List<SuspectBlock> blocks = check.blocks(champion.get());
      listener.suspects(rows, blocks);
      rows = suspects == Suspects.LEAVE_OUT ? check.without(blocks, MARGIN) : rows;
    }
    listener.trains(rows);
    Training training = new Training(kind, entry.options(kind.options()), common.goal());
    return keep(detector, training.on(rows), source.name());
  }

  private StoredModel keep(String detector, TrainedModel model, String source)
      throws ModelException {
    StoredModel saved = registry.add(detector, model, Making.trained(source));
    if (registry.champion(detector).isPresent()) {
      return saved;
    }
    ModelVersion first =
        registry.promote(detector, saved.version(), new Deed("sluice train", "the first model"));
    return new StoredModel(
        detector, saved.version(), saved.file(), saved.model(), saved.card(), first);
  }

  /** The model that serves now; empty where there is none that fits. */
  private Optional<Detector> champion(String detector, DetectorKind<?> kind, List<Column> columns)
      throws ModelException {
    Optional<ModelVersion> champion = registry.champion(detector);
    if (champion.isEmpty()) {
      return Optional.empty();
    }
    try {
      TrainedModel model = registry.load(detector, champion.get().version()).model();
      model.requireColumns(columns);
      return Optional.of(kind.detector(model));
    } catch (ModelException otherTags) {
      return Optional.empty();
    }
  }

  private Entry entry(String detector) throws TrainingException {
    Entry entry = configuration.detectors().get(detector);
    if (entry == null) {
      throw new TrainingException(
          "there is no detector "
              + detector
              + "; there are "
              + String.join(", ", configuration.detectors().keySet()));
    }
    return entry;
  }

  private DetectorKind<?> kind(Entry entry) {
    DetectorKind<?> kind =
        DetectorKind.named(String.valueOf(entry.kind()))
            .orElseThrow(() -> new IllegalStateException("checked, yet no kind " + entry.kind()))
            .in(configuration.directory());
    return ModalKind.of(kind, entry.options(DetectorEntry.class).modes());
  }
}
