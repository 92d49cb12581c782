package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.detectors.Defaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A model file that a gateway has written stays loadable for ever and scores as it did, to the bit.
 * Beside each file, {@code *.scores.csv} holds the rows it was shown and the score of each, {@code
 * *.key} the public key of the gateway that signed it. All were recorded by {@link #record} with
 * {@code -Dmodels.record=true} at the commit that brought them; a file of an earlier format cannot
 * be made again.
 */
class EarlierFormatsTest {
  private static final Path RECORDED = Path.of("src/test/resources/models");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("pump/flow", "l/min", Column.Kind.PROCESS, 0, 400),
          Column.process("pump/pressure", "bar"),
          Column.of("pump/bearing", "°C", Column.Kind.THERMAL),
          Column.of("pump/speed-sp", "rpm", Column.Kind.SETPOINT));

  @ParameterizedTest
  @CsvSource({
    "format-1, pca",
    "format-1, one-class-svm",
    "format-2, pca",
    "format-2, one-class-svm"
  })
  void aFileOfAnEarlierFormatScoresAsItDid(String format, String kind, @TempDir Path folder)
      throws Exception {
    Path file = RECORDED.resolve(format).resolve(kind + ".model");
    Path scores = RECORDED.resolve(format).resolve(kind + ".scores.csv");
    if (Boolean.getBoolean("models.record") && !Files.exists(file)) {
      record(kind, file, scores, folder);
    }
    Files.createDirectories(folder.resolve("old"));
    Files.copy(file, folder.resolve("old/v0001.model"));
    ModelStore store = new ModelStore(folder);
    Path key = RECORDED.resolve(format).resolve(kind + ".key");
    if (Files.exists(key)) {
      store.keys().trust(TrustedKey.parse(Files.readString(key)));
    }
    TrainedModel model = store.load("old", 1).model();
    assertThat(model.columns()).isEqualTo(COLUMNS);
    assertThat(model.data().rows()).isEqualTo(200);
    Detector detector = DetectorKind.named(kind).orElseThrow().detector(model);
    for (String line : Files.readAllLines(scores)) {
      String[] cells = line.split(",", -1);
      String score = score(detector, row(cells));
      assertThat(score).as("score of the row %s", line).isEqualTo(cells[cells.length - 1]);
    }
  }

  /** Trains on 200 rows, saves as a gateway does, and writes down 60 rows with their scores. */
  private static void record(String kind, Path file, Path scores, Path folder) throws Exception {
    DetectorKind<?> made = DetectorKind.named(kind).orElseThrow();
    TrainingRows rows = new TrainingRows(COLUMNS, 200);
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      rows.add(row(cells(random, i)));
    }
    TrainedModel model = made.trainWith(rows, Defaults.of(made.options()), Goal.USUAL);
    ModelStore store = new ModelStore(folder);
    Path saved = store.save("recorded", model).file();
    Files.createDirectories(file.getParent());
    Files.copy(saved, file);
    Files.writeString(
        file.resolveSibling(kind + ".key"), store.keys().own("recorded").line() + "\n");
    Detector detector = made.detector(model);
    List<String> lines = new ArrayList<>();
    for (int i = 200; i < 260; i++) {
      String[] cells = cells(random, i);
      cells[1] = String.valueOf(Double.parseDouble(cells[1]) + (i > 240 ? 0.3 : 0));
      cells[COLUMNS.size() + 1] = score(detector, row(cells));
      lines.add(String.join(",", cells));
    }
    Files.write(scores, lines);
  }

  /** The columns' values, the row's time in nanoseconds, and room for the score. */
  private static String[] cells(Random random, int i) {
    double flow = 200 + 20 * Math.sin(i / 9.0) + random.nextGaussian();
    double pressure = 4 + 0.01 * (flow - 200) + 0.05 * random.nextGaussian();
    double bearing = 45 + 0.002 * i + 0.05 * random.nextGaussian();
    return new String[] {
      String.valueOf(flow),
      String.valueOf(pressure),
      String.valueOf(bearing),
      "1500.0",
      String.valueOf(i * 100_000_000L),
      ""
    };
  }

  private static Row row(String[] cells) {
    Row row = new Row(COLUMNS.size());
    for (int column = 0; column < COLUMNS.size(); column++) {
      row.set(column, Double.parseDouble(cells[column]));
    }
    row.time(Long.parseLong(cells[COLUMNS.size()]));
    return row;
  }

  /** The score in hexadecimal, which loses no bit, or the verdict where there is none. */
  private static String score(Detector detector, Row row) {
    Verdict verdict = detector.update(row);
    return verdict == Verdict.SCORED ? Double.toHexString(detector.score()) : verdict.label();
  }
}
