package io.sluice.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.analytics.Column;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.federation.Statistics;
import io.sluice.analytics.federation.StatisticsFile;
import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import io.sluice.analytics.models.TrustedKey;
import io.sluice.analytics.trial.Promotion;
import io.sluice.analytics.trial.PromotionRule;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.GroupTimes;
import io.sluice.gateway.setpoints.Audit;
import io.sluice.gateway.setpoints.AuditEntry;
import io.sluice.gateway.status.StatusServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person does to models, in a running gateway or beside one that does not run. Each deed is
 * in somebody's name and ends in the audit. Reads and writes files: never on an event loop.
 */
public final class ModelDeeds {
  /** In place of a detector's name: the keys whose models are taken. No detector is called so. */
  public static final String KEYS = ".keys";

  private static final Logger log = LoggerFactory.getLogger(ModelDeeds.class);

  private final ModelRegistry registry;
  private final Audit audit;
  private final PlantClock clock;
  private final Supplier<Configuration> configuration;

  /**
   * @param registry whose changes go into the audit already
   * @param configuration the detectors that imported models must fit; may throw {@link
   *     IllegalStateException} with a sentence where there is none that is good
   */
  ModelDeeds(
      ModelRegistry registry,
      Audit audit,
      PlantClock clock,
      Supplier<Configuration> configuration) {
    this.registry = registry;
    this.audit = audit;
    this.clock = clock;
    this.configuration = configuration;
  }

  /**
   * Carries out {@code shadow}, {@code promote}, {@code rollback}, {@code retire}, {@code import}
   * or {@code merge} on a detector's models, or {@code trust} or {@code distrust} on {@link #KEYS}.
   *
   * @param order {@code version}, {@code force}, {@code file}, {@code files}, {@code key}, {@code
   *     name} and {@code why}, as the action needs them
   * @return one sentence of what was done, or why not
   */
  public Answer carryOut(String detector, String action, JsonNode order, String person) {
    try {
      Deed deed = new Deed(person, order.path("why").asText(""));
      return new Answer(
          true,
          detector.equals(KEYS)
              ? keys(action, order, deed)
              : detector + " " + models(detector, action, order, deed));
    } catch (ModelException | IllegalArgumentException | IllegalStateException refused) {
      return new Answer(false, String.valueOf(refused.getMessage()));
    }
  }

  private String models(String detector, String action, JsonNode order, Deed deed)
      throws ModelException {
    int version = order.path("version").asInt(0);
    return switch (action) {
      case "shadow" -> says(registry.shadow(detector, version, deed), "scores in shadow");
      case "promote" -> says(promoted(detector, version, order, deed), "is the champion");
      case "retire" -> says(registry.retire(detector, version, deed), "is retired");
      case "rollback" ->
          says(
              version == 0
                  ? registry.rollback(detector, deed)
                  : registry.rollback(detector, version, deed),
              "is the champion again");
      case "import" -> imported(detector, order, deed);
      case "merge" -> merged(detector, order, deed);
      case "retrain" ->
          throw new IllegalStateException(
              "has no clean rows: only a gateway that runs keeps them; start it, or give rows to"
                  + " sluice train");
      default ->
          throw new IllegalArgumentException(
              "no such action: "
                  + action
                  + "; try shadow, promote, rollback, retire, import or merge");
    };
  }

  /** On the evidence that was recorded, or against it with a reason. */
  private ModelVersion promoted(String detector, int version, JsonNode order, Deed deed)
      throws ModelException {
    Promotion promotion = new Promotion(registry, PromotionRule.USUAL);
    if (order.path("force").asBoolean(false)) {
      return promotion.force(detector, version, deed);
    }
    Entry entry = configuration.get().detectors().get(detector);
    Goal goal = entry == null ? Goal.USUAL : entry.options(DetectorEntry.class).goal();
    return promotion.promote(detector, version, goal, deed);
  }

  private String imported(String detector, JsonNode order, Deed deed) throws ModelException {
    Path file = Path.of(order.path("file").asText());
    StoredModel taken = registry.take(detector, file, fit(configuration.get(), detector), deed);
    return says(taken.summary(), "is a candidate, from " + file);
  }

  /** Statistics of several gateways, exactly, in the shape of the champion. */
  private String merged(String detector, JsonNode order, Deed deed) throws ModelException {
    Optional<ModelVersion> champion = registry.champion(detector);
    if (champion.isEmpty()) {
      throw new ModelException(
          detector + " has no champion, whose tags and features would be followed");
    }
    Optional<Statistics> all = Optional.empty();
    for (JsonNode file : order.path("files")) {
      Statistics one = StatisticsFile.read(Path.of(file.asText()));
      all = Optional.of(all.isEmpty() ? one : all.get().merged(one));
    }
    if (all.isEmpty()) {
      throw new ModelException("needs at least one file of statistics");
    }
    TrainedModel pattern = registry.load(detector, champion.get().version()).model();
    Making making = Making.merged(order.path("files").size() + " files, " + deed.who());
    StoredModel added = registry.add(detector, all.get().model(pattern), making);
    return says(added.summary(), "is a candidate, merged of " + making.by());
  }

  private String keys(String action, JsonNode order, Deed deed) throws ModelException {
    return switch (action) {
      case "trust" -> {
        TrustedKey key = TrustedKey.parse(order.path("key").asText());
        registry.keys().trust(key);
        note(key, "trusted", deed.who());
        yield "models signed by " + key.name() + " are taken";
      }
      case "distrust" -> {
        TrustedKey key = registry.keys().distrust(order.path("name").asText());
        note(key, "distrusted", deed.who());
        yield "models signed by " + key.name() + " are not taken any more";
      }
      default ->
          throw new IllegalArgumentException(
              "no such action: " + action + "; try trust or distrust");
    };
  }

  private void note(TrustedKey key, String action, String person) {
    try {
      audit.append(
          new AuditEntry(
              clock.now(), "", new AuditEntry.ModelKey(key.name(), key.id(), action, person)));
    } catch (IOException full) {
      log.error("{} {} by {} is not in the audit: {}", key.name(), action, person, full.toString());
    }
  }

  private static String says(ModelVersion version, String what) {
    return "v" + version.version() + " (" + version.shortId() + ") " + what;
  }

  /**
   * Whether a model can serve a detector as it is configured: kind, options and tags.
   *
   * @throws ModelException if there is no such detector
   */
  static ModelRegistry.Fit fit(Configuration configuration, String detector) throws ModelException {
    Entry entry = configuration.detectors().get(detector);
    if (entry == null) {
      throw new ModelException(
          "there is no detector "
              + detector
              + " in detectors.yaml; there are "
              + String.join(", ", configuration.detectors().keySet()));
    }
    String asset = entry.options(DetectorEntry.class).asset();
    List<Column> columns = Watch.columns(AssetSamples.numeric(configuration.tagsOfAsset(asset)));
    String kind = String.valueOf(entry.kind());
    DetectorKind<?> known =
        DetectorKind.named(kind)
            .orElseThrow(() -> new IllegalStateException("checked, yet no kind " + kind));
    List<Duration> intervals = intervals(configuration, asset);
    return model -> {
      model.requireColumns(columns);
      model.requireOptions(kind, entry.options(known.options()));
      requireInterval(model, intervals);
    };
  }

  /** A row comes with each scan of the route's group: any of the asset's groups may be it. */
  private static void requireInterval(TrainedModel model, List<Duration> intervals)
      throws ModelException {
    ModelException misfit = null;
    for (Duration interval : intervals) {
      try {
        model.requireInterval(interval);
        return;
      } catch (ModelException other) {
        misfit = misfit == null ? other : misfit;
      }
    }
    if (misfit != null) {
      throw misfit;
    }
  }

  private static List<Duration> intervals(Configuration configuration, String asset) {
    List<Tag> tags = configuration.tagsOfAsset(asset);
    Set<Duration> intervals = new TreeSet<>();
    for (Entry connection : configuration.connections().values()) {
      Map<String, Duration> times = GroupTimes.of(connection).times();
      for (Tag tag : configuration.tagsOf(connection.name())) {
        Duration time = times.get(tag.group());
        if (time != null && tags.contains(tag)) {
          intervals.add(time);
        }
      }
    }
    return List.copyOf(intervals);
  }
}
