package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Column;
import io.sluice.analytics.CsvLayout;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Priority;
import io.sluice.analytics.alarms.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Default settings on public process data, which is not part of the project: {@code
 * -Dsluice.data=FOLDER} names a folder with {@code tep/d00.dat} and its test runs.
 */
@EnabledIfSystemProperty(named = "sluice.data", matches = ".+")
class PublicDataTest {
  private static final int FAULT_ROW = 160;
  private static final long THREE_MINUTES = Duration.ofMinutes(3).toNanos();
  private static final AlarmOptions ALARM =
      new AlarmOptions(
          Duration.ofMinutes(6), Duration.ofMinutes(30), Priority.MEDIUM, Duration.ofHours(10));

  /** From the benchmark's list of windows. */
  private static final Instant[][] FAILURES = {
    {Instant.parse("2013-12-15T07:00:00Z"), Instant.parse("2013-12-30T09:00:00Z")},
    {Instant.parse("2014-03-29T15:00:00Z"), Instant.parse("2014-04-20T22:00:00Z")}
  };

  @Test
  void faultsOfTheTennesseeEastmanProcessAreFoundWithDefaultSettings() throws Exception {
    TrainingRows rows = training();
    for (DetectorKind<?> kind : UsualDetectors.of(rows)) {
      TrainedModel model = train(kind, rows);
      assertThat(alarmShare(kind.detector(model), "d00_te.dat", 0)).isLessThanOrEqualTo(0.01);
      for (String file : List.of("d01_te.dat", "d04_te.dat", "d05_te.dat")) {
        assertThat(alarmShare(kind.detector(model), file, FAULT_ROW)).isGreaterThanOrEqualTo(0.95);
      }
    }
  }

  @Test
  void theOtherKindsAreNotFarBehind() throws Exception {
    TrainingRows rows = training();
    // Those that weigh all directions have two for each independent row of this training.
    for (String name : List.of("pca", "mahalanobis", "k-means", "gmm")) {
      DetectorKind<?> kind = DetectorKind.named(name).orElseThrow();
      TrainedModel model = train(kind, rows);
      double falseAlarms = name.equals("pca") ? 0.02 : 0.15;
      assertThat(alarmShare(kind.detector(model), "d00_te.dat", 0)).isLessThan(falseAlarms);
      for (String file : List.of("d01_te.dat", "d04_te.dat", "d05_te.dat")) {
        assertThat(alarmShare(kind.detector(model), file, FAULT_ROW)).isGreaterThan(0.5);
      }
    }
  }

  /** Both failures, and no more than one false alarm in two weeks, trained on the first 15 %. */
  @Test
  void theAmbientTemperatureOfTheNumentaBenchmarkIsWatchedWithDefaultSettings() throws Exception {
    List<Column> columns = List.of(Column.process("value", "°F"));
    Path file =
        Path.of(System.getProperty("sluice.data"), "nab", "ambient_temperature_system_failure.csv");
    TrainingRows all = TrainingRows.fromCsv(file, columns, hourly(10_000));
    TrainingRows first = TrainingRows.fromCsv(file, columns, hourly(all.size() * 15 / 100));
    AlarmOptions options = AlarmOptions.ofRows(Duration.ofHours(1));
    DetectorKind<?> kind = UsualDetectors.of(first).get(0);
    Detector detector =
        kind.detector(
            kind.trainWith(first, Defaults.of(kind.options()), new Goal(1, options.onDelay())));
    AlarmLogic alarm = new AlarmLogic(options);
    boolean[] found = new boolean[FAILURES.length];
    int falseAlarms = 0;
    Row row = new Row(1);
    for (int i = first.size(); i < all.size(); i++) {
      all.read(i, row);
      Verdict verdict = detector.update(row);
      double score = verdict == Verdict.SCORED ? detector.score() : 0;
      Transition transition = alarm.update(verdict, score, detector.offLevel(), row.time());
      detector.alarmStands(alarm.state().raised());
      Instant now = Instant.ofEpochSecond(row.time() / 1_000_000_000L);
      boolean inside = false;
      for (int failure = 0; failure < FAILURES.length; failure++) {
        boolean during = !now.isBefore(FAILURES[failure][0]) && !now.isAfter(FAILURES[failure][1]);
        inside |= during;
        found[failure] |= during && alarm.state().raised();
      }
      falseAlarms += transition == Transition.RAISED && !inside ? 1 : 0;
    }
    double weeks = (all.time(all.size() - 1) - first.time(first.size() - 1)) / 1e9 / 604_800;
    System.out.printf("%s nab %.2f false alarms a week%n", kind.name(), falseAlarms / weeks);
    assertThat(found).containsOnly(true);
    assertThat(falseAlarms / weeks).isLessThanOrEqualTo(0.5);
  }

  private static CsvLayout hourly(int rows) {
    return new CsvLayout(',', "timestamp", Duration.ofHours(1), rows);
  }

  private static TrainedModel train(DetectorKind<?> kind, TrainingRows rows) throws Exception {
    Goal goal = new Goal(1, ALARM.onDelay());
    TrainedModel model = kind.trainWith(rows, Defaults.of(kind.options()), goal);
    System.out.println(kind.name() + " " + model.parameters());
    return model;
  }

  private static double alarmShare(Detector detector, String file, int from) throws IOException {
    List<double[]> lines = lines(file);
    AlarmLogic alarm = new AlarmLogic(ALARM);
    Row row = new Row(detector.columns().size());
    int alarms = 0;
    int above = 0;
    for (int i = 0; i < lines.size(); i++) {
      fill(row, lines.get(i), i);
      Verdict verdict = detector.update(row);
      double score = verdict == Verdict.SCORED ? detector.score() : 0;
      alarm.update(verdict, score, detector.offLevel(), row.time());
      if (i >= from) {
        alarms += alarm.state().raised() ? 1 : 0;
        above += score >= 1 ? 1 : 0;
      }
    }
    System.out.printf(
        "  %s: alarm on %.1f %%, score at or above threshold on %.1f %% of the rows%n",
        file, 100.0 * alarms / (lines.size() - from), 100.0 * above / (lines.size() - from));
    return (double) alarms / (lines.size() - from);
  }

  private static TrainingRows training() throws IOException {
    List<double[]> lines = lines("d00.dat");
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      columns.add(Column.process("x%02d".formatted(i + 1), ""));
    }
    TrainingRows rows = new TrainingRows(columns, 1000);
    Row row = new Row(columns.size());
    for (int i = 0; i < lines.get(0).length; i++) {
      int at = i;
      fill(row, lines.stream().mapToDouble(line -> line[at]).toArray(), i);
      rows.add(row);
    }
    return rows;
  }

  private static void fill(Row row, double[] values, int index) {
    for (int i = 0; i < values.length; i++) {
      row.set(i, values[i]);
    }
    row.time(index * THREE_MINUTES);
  }

  private static List<double[]> lines(String file) throws IOException {
    Path path = Path.of(System.getProperty("sluice.data"), "tep", file);
    return Files.readAllLines(path).stream()
        .filter(line -> !line.isBlank())
        .map(line -> Arrays.stream(line.strip().split("\\s+")))
        .map(words -> words.mapToDouble(Double::parseDouble).toArray())
        .toList();
  }
}
