package io.sluice.gateway.replay.tests;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.gateway.ModelTrainer;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.tests.Given;
import io.sluice.gateway.config.tests.Given.Models;
import io.sluice.simulator.History;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models of tests: saved ones where they fit, else trained before time zero. What tests have in
 * common is trained once. Works in a directory of its own, which {@link #close} deletes.
 */
final class TestModels implements AutoCloseable {
  private static final Duration ROW = Duration.ofMillis(100);
  private static final long SEED = 20_260_101;

  private final Configuration configuration;
  private final @Nullable Path saved;
  private final PlantClock wall;
  private final Path workshop;
  private final Map<String, Path> made = new HashMap<>();
  private @Nullable Path normal;

  /**
   * @param saved the gateway's own models, only read; null where there are none
   * @param wall stamps what is trained
   * @throws IOException where no directory can be made
   */
  TestModels(Configuration configuration, @Nullable Path saved, PlantClock wall)
      throws IOException {
    this.configuration = configuration;
    this.wall = wall;
    this.saved = saved;
    this.workshop = Files.createTempDirectory("sluice-models-");
  }

  /**
   * A directory with a model for each detector that can have one.
   *
   * @throws TrainingException naming the detector, where its history cannot teach it anything
   */
  Path of(PlacedTest test) throws TrainingException {
    Given given = test.test().given();
    String history = given.history();
    String key =
        given.models()
            + " "
            + (given.source() == Given.Source.SCENARIO)
            + " "
            + (history == null ? "" : test.beside(history));
    Path known = made.get(key);
    if (known != null) {
      return known;
    }
    Path data = workshop.resolve("set-" + made.size());
    for (Entry detector : configuration.detectors().values()) {
      model(test, detector, data);
    }
    made.put(key, data.resolve("models"));
    return data.resolve("models");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(workshop)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  private void model(PlacedTest test, Entry detector, Path data) throws TrainingException {
    Models wish = test.test().given().models();
    try {
      Optional<StoredModel> fits = wish == Models.TRAINED ? Optional.empty() : fitting(detector);
      if (fits.isPresent()) {
        var unused =
            new ModelStore(data.resolve("models")).save(detector.name(), fits.get().model());
      } else if (wish != Models.SAVED) {
        Path history = history(test, detector);
        if (history != null) {
          var unused = new ModelTrainer(configuration, data, wall).train(detector.name(), history);
        }
      }
    } catch (TrainingException | ModelException | IOException refused) {
      throw new TrainingException(detector.name() + ": " + refused.getMessage());
    }
  }

  private Optional<StoredModel> fitting(Entry detector) throws ModelException {
    if (saved == null) {
      return Optional.empty();
    }
    List<Tag> tags = configuration.tagsOfAsset(detector.options(DetectorEntry.class).asset());
    List<Column> columns = Watch.columns(AssetSamples.numeric(tags));
    ModelStore store = new ModelStore(saved);
    Optional<ModelVersion> champion = new ModelRegistry(store, wall::now).champion(detector.name());
    Optional<StoredModel> serving =
        champion.isPresent()
            ? Optional.of(store.load(detector.name(), champion.get().version()))
            : store.latest(detector.name());
    return serving.filter(one -> fits(one, columns));
  }

  private static boolean fits(StoredModel model, List<Column> columns) {
    try {
      model.model().requireColumns(columns);
      return true;
    } catch (ModelException otherTags) {
      return false;
    }
  }

  /** Normal operation to train a detector from, where the test or its configuration has some. */
  private @Nullable Path history(PlacedTest test, Entry detector) throws IOException {
    Given given = test.test().given();
    DetectorEntry.LearnOptions learn = detector.options(DetectorEntry.class).learn();
    String own = given.history();
    String configured = learn.history();
    if (own != null) {
      return test.beside(own);
    }
    if (configured != null) {
      return configuration.directory().resolve(configured);
    }
    return given.source() == Given.Source.SCENARIO ? normal(learn.time()) : null;
  }

  /** The scenario's plant on ordinary days, for as long as the most patient detector learns. */
  private Path normal(Duration learn) throws IOException {
    Path known = normal;
    if (known != null) {
      return known;
    }
    Duration longest =
        configuration.detectors().values().stream()
            .map(one -> one.options(DetectorEntry.class).learn().time())
            .max(Comparator.naturalOrder())
            .orElse(learn);
    Path raw = workshop.resolve("plant.csv");
    History.normalOperation(SEED, longest, ROW, raw);
    Path named = workshop.resolve("normal.csv");
    rename(raw, named);
    normal = named;
    return named;
  }

  /** The plant calls its points as it does; a user's tag list may call them otherwise. */
  private void rename(Path from, Path to) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (String connection : configuration.connections().keySet()) {
      for (Tag tag : configuration.tagsOf(connection)) {
        ScenarioPlant.pointOf(tag).ifPresent(point -> names.put(point.name(), tag.name()));
      }
    }
    try (BufferedReader in = Files.newBufferedReader(from);
        BufferedWriter out = Files.newBufferedWriter(to)) {
      String header = String.valueOf(in.readLine());
      out.write(
          Arrays.stream(header.split(",", -1))
              .map(name -> names.getOrDefault(name, name))
              .collect(Collectors.joining(",", "", "\n")));
      var unused = in.transferTo(out);
    }
  }
}
