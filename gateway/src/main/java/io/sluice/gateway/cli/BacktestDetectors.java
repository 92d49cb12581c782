package io.sluice.gateway.cli;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.backtest.BacktestException;
import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.backtest.Watcher;
import io.sluice.analytics.backtest.Watchers;
import io.sluice.analytics.detectors.ModalKind;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.backtest.UsualOptions;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.ProblemPrinter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the detectors that a backtest names: kinds with their usual options, or entries of
 * detectors.yaml, which is read only where a name is no kind.
 */
final class BacktestDetectors {
  private static final Pattern VERSION = Pattern.compile("(.+):([1-9][0-9]{0,7})");

  private final FilesOption files;
  private final Supplier<Catalog> catalog;
  private final @Nullable Path data;
  private @Nullable Configuration read;

  BacktestDetectors(FilesOption files, Supplier<Catalog> catalog, @Nullable Path data) {
    this.files = files;
    this.catalog = catalog;
    this.data = data;
  }

  /**
   * The detectors of these names, or the models; the usual detectors where none is named.
   *
   * @throws BacktestException where a name is not known, or a model cannot be read
   */
  Watchers choose(List<String> names, List<String> models) throws BacktestException {
    if (!models.isEmpty()) {
      List<Watchers.StoredWatcher> stored = new ArrayList<>();
      for (String model : models) {
        stored.add(stored(model));
      }
      return new Watchers.Stored(stored);
    }
    Map<String, Record> usual = UsualOptions.all();
    if (names.isEmpty()) {
      return new Watchers.Usual(usual);
    }
    List<Watcher> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(watcher(name, usual));
    }
    return new Watchers.Chosen(chosen);
  }

  private Watcher watcher(String name, Map<String, Record> usual) throws BacktestException {
    Optional<DetectorKind<?>> kind = DetectorKind.named(name);
    Record options = usual.get(name);
    if (kind.isPresent() && options != null) {
      return new Watcher(name, kind.get(), options, 1, null);
    }
    Entry entry = entries().get(name);
    if (entry != null) {
      DetectorEntry common = entry.options(DetectorEntry.class);
      DetectorKind<?> its =
          ModalKind.of(
              DetectorKind.named(String.valueOf(entry.kind())).orElseThrow(), common.modes());
      return new Watcher(
          name,
          its,
          entry.options(its.options()),
          common.goal().falseAlarmsPerWeek(),
          common.alarm());
    }
    if (kind.isPresent()) {
      throw asked(
          "--detectors: "
              + name
              + " has options without a usual value; write it into detectors.yaml and give its name");
    }
    throw unknown(name, usual);
  }

  private BacktestException unknown(String name, Map<String, Record> usual)
      throws BacktestException {
    List<String> allowed = new ArrayList<>(usual.keySet());
    allowed.addAll(entries().keySet());
    return new BacktestException("--detectors: there is no detector '" + name + "'", name, allowed);
  }

  /** The champion, or the newest where there is none; {@code NAME:3} is version 3. */
  private Watchers.StoredWatcher stored(String wanted) throws BacktestException {
    Matcher version = VERSION.matcher(wanted);
    String name = version.matches() ? version.group(1) : wanted;
    Path models = dataDirectory().resolve("models");
    ModelStore store = new ModelStore(models);
    ModelRegistry registry = new ModelRegistry(store, new SystemClock()::now);
    try {
      List<Integer> there = store.versions(name);
      if (there.isEmpty()) {
        throw new BacktestException(
            "--model: there is no saved model of '" + name + "' in " + models,
            name,
            registry.detectors());
      }
      Optional<ModelVersion> champion = registry.champion(name);
      int chosen =
          version.matches()
              ? Integer.parseInt(version.group(2))
              : champion.map(ModelVersion::version).orElse(there.get(there.size() - 1));
      TrainedModel model = store.load(name, chosen).model();
      return new Watchers.StoredWatcher(wanted, model, alarm(name));
    } catch (ModelException refused) {
      throw new BacktestException(Trouble.DATA, "--model: " + refused.getMessage(), refused);
    }
  }

  private @Nullable AlarmOptions alarm(String name) throws BacktestException {
    Entry entry = entries().get(name);
    return entry == null ? null : entry.options(DetectorEntry.class).alarm();
  }

  private Path dataDirectory() throws BacktestException {
    Path given = data;
    return given == null ? Path.of(configured().gateway().data()) : given;
  }

  /** Those of detectors.yaml; none where there is no configuration. */
  private Map<String, Entry> entries() throws BacktestException {
    return Files.isDirectory(files.config()) ? configured().detectors() : Map.of();
  }

  /** The user's files, read once. */
  private Configuration configured() throws BacktestException {
    Configuration known = read;
    if (known != null) {
      return known;
    }
    Loaded loaded = files.load(catalog.get());
    if (loaded instanceof Loaded.Checked checked) {
      read = checked.configuration();
      return checked.configuration();
    }
    throw new BacktestException(
        Trouble.ASKED,
        "the configuration cannot be used: "
            + new ProblemPrinter(false).text(loaded.problems().get(0)));
  }

  private static BacktestException asked(String message) {
    return new BacktestException(Trouble.ASKED, message);
  }
}
