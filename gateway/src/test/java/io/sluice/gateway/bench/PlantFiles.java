package io.sluice.gateway.bench;

import io.sluice.analytics.Column;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.detectors.OneClassSvmOptions;
import io.sluice.analytics.detectors.PcaOptions;
import io.sluice.analytics.models.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A user's files for a plant of many alike assets, each with its own detector and route, and their
 * models, trained before. Every second detector is a one-class SVM, the others PCA.
 */
final class PlantFiles {
  static final int ASSETS = 100;
  static final int COLUMNS = 50;
  static final int TAGS = ASSETS * COLUMNS;

  private static final int TRAINING_ROWS = 1_200;
  private static final long INTERVAL = 100_000_000L;

  private final Path directory;

  /** What stands in a route after {@code tags:}. */
  enum Step {
    DETECT("detect:a%1$d-health"),
    SUMMARY("summary:a%1$d?every=1 s"),
    SPOOL("spool:cloud");

    private final String uri;

    Step(String uri) {
      this.uri = uri;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  PlantFiles(Path directory) {
    this.directory = directory;
  }

  Path config() {
    return directory.resolve("config");
  }

  Path routes() {
    return directory.resolve("routes");
  }

  Path data() {
    return directory.resolve("data");
  }

  /**
   * Writes everything.
   *
   * @param connection the body of the connection, in braces
   * @param type of every tag on the wire
   * @param address of a tag, by its number
   * @param scale from wire to engineering value
   */
  void write(String connection, String type, IntFunction<String> address, String scale)
      throws Exception {
    Files.createDirectories(config().resolve("tags"));
    Files.createDirectories(routes());
    put("gateway.yaml", "gateway: {id: bench, path: bench/plant}\ndata: data\n");
    put("connections.yaml", "connections:\n  plant: " + connection + "\n");
    put("spools.yaml", "spools:\n  cloud: {max-bytes: 2 GB}\n");
    StringBuilder assets = new StringBuilder("assets:\n");
    StringBuilder detectors = new StringBuilder("detectors:\n");
    for (int asset = 0; asset < ASSETS; asset++) {
      assets.append(line("  a%1$d: {path: line/a%1$d, tags: a%1$d/*}%n", asset));
      detectors.append(line("  a%d-health: {asset: a%d, kind: %s, ", asset, asset, kind(asset)));
      detectors.append("alarm: {on-delay: 1 s, off-delay: 3 s, priority: low}, ");
      detectors.append("learn: {for: 10 min}}\n");
    }
    put("assets.yaml", assets.toString());
    put("detectors.yaml", detectors.toString());
    put("tags/plant.csv", tags(type, address, scale));
    route(List.of(Step.values()));
    train();
  }

  /** Writes the routes anew, with these steps. */
  void route(List<Step> steps) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int asset = 0; asset < ASSETS && !steps.isEmpty(); asset++) {
      text.append(line("- route:%n    id: watch-%d%n    from:%n", asset));
      text.append("      uri: tags:plant\n      parameters: {group: live}\n      steps:\n");
      for (Step step : steps) {
        text.append("        - to: ").append(line(step.uri, asset)).append('\n');
      }
    }
    Path file = routes().resolve("bench.camel.yaml");
    Files.deleteIfExists(file);
    if (!steps.isEmpty()) {
      Files.writeString(file, text);
    }
  }

  static String tag(int tag) {
    return "a" + tag / COLUMNS + "/t" + tag % COLUMNS;
  }

  private static String kind(int asset) {
    return asset % 2 == 0 ? "pca" : "one-class-svm";
  }

  private static String tags(String type, IntFunction<String> address, String scale) {
    StringBuilder csv =
        new StringBuilder(
            "tag,group,address,type,unit,low,high,scale,deadband,access,class,description\n");
    for (int tag = 0; tag < TAGS; tag++) {
      csv.append(tag(tag)).append(",live,").append(address.apply(tag)).append(',').append(type);
      csv.append(",bar,0,100,").append(scale).append(",,read,process,a tag\n");
    }
    return csv.toString();
  }

  /** Trains one model of each kind: assets are alike, so each gets a copy under its tags' names. */
  private void train() throws Exception {
    ModelStore store = new ModelStore(data().resolve("models"));
    TrainedModel pca = train("pca", new PcaOptions(null, 0.9));
    TrainedModel svm =
        train("one-class-svm", new OneClassSvmOptions(null, null, null, 5_000, 12_345));
    for (int asset = 0; asset < ASSETS; asset++) {
      TrainedModel model = kind(asset).equals("pca") ? pca : svm;
      var unused = store.save("a" + asset + "-health", renamed(model, asset));
    }
  }

  private static TrainedModel train(String name, Record options) throws Exception {
    DetectorKind<?> kind = DetectorKind.named(name).orElseThrow();
    TrainingRows rows = new TrainingRows(columns(0), TRAINING_ROWS);
    Row row = new Row(COLUMNS);
    for (int step = 0; step < TRAINING_ROWS; step++) {
      row.time(step * INTERVAL);
      for (int column = 0; column < COLUMNS; column++) {
        row.set(column, Signal.value(column, column, step));
      }
      rows.add(row);
    }
    return kind.trainWith(rows, options, Goal.USUAL);
  }

  private static TrainedModel renamed(TrainedModel model, int asset) {
    return new TrainedModel(
        model.kind(),
        columns(asset),
        model.data(),
        model.parameters(),
        model.threshold(),
        model.offLevel(),
        model.numbers(),
        model.library());
  }

  private static List<Column> columns(int asset) {
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      String name = tag(asset * COLUMNS + column);
      columns.add(new Column(name, "bar", Column.Kind.PROCESS, 0, 100));
    }
    return columns;
  }

  private void put(String file, String text) throws IOException {
    Files.writeString(config().resolve(file), text);
  }

  private static String line(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
