package io.sluice.analytics.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.HeaderColumns;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.detectors.PcaKind;
import io.sluice.analytics.detectors.PcaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
  private static final int TRAIN = 400;
  private static final int ROWS = 1000;
  private static final int FAULT = 700;
  private static final PcaOptions OPTIONS = new PcaOptions(null, 0.9);

  private final Path folder;
  private final Path out;

  BacktestTest(@TempDir Path folder) {
    this.folder = folder;
    this.out = folder.resolve("out");
  }

  @Test
  void eachRowBehindTrainingGetsALineAndAFaultAnAlarm() throws Exception {
    FileReport report = run(file(plant(ROWS))).files().get(0);
    List<String> lines = Files.readAllLines(out.resolve("plant.csv"));
    assertThat(lines.get(0)).isEqualTo("row,time,score,alarm");
    assertThat(lines).hasSize(1 + ROWS - TRAIN);
    assertThat(lines.get(1)).startsWith("400,2026-11-20 06:06:40,0.");
    assertThat(report.combined().rows()).isEqualTo(ROWS - TRAIN);
    assertThat(report.combined().verdicts()).isEqualTo(ROWS - TRAIN);
    assertThat(report.combined().eventsFound()).isEqualTo(1);
    assertThat(report.combined().far().getAsDouble()).isLessThan(0.1);
    AlarmReport alarm = report.detectors().get(0).alarms().get(0);
    assertThat(alarm.firstRow()).isBetween((long) FAULT, FAULT + 30L);
    assertThat(alarm.because().get(0)).startsWith("flow ");
  }

  @Test
  void scoresAndAlarmsAreThoseOfTheLivePipeline() throws Exception {
    List<String> plant = plant(ROWS);
    run(file(plant));
    TrainingRows training = new TrainingRows(HeaderColumns.of(List.of("flow", "pressure")), TRAIN);
    Row row = new Row(2);
    for (int i = 0; i < TRAIN; i++) {
      fill(row, plant.get(i + 1), i);
      training.add(row);
    }
    AlarmOptions options = AlarmOptions.ofRows(Duration.ofSeconds(1));
    TrainedModel model = new PcaKind().train(training, OPTIONS, new Goal(1, options.onDelay()));
    Detector detector = new PcaKind().detector(model);
    AlarmLogic alarm = new AlarmLogic(options);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      fill(row, plant.get(i + 1), i);
      Verdict verdict = detector.update(row);
      if (i >= TRAIN) {
        assertThat(verdict).isEqualTo(Verdict.SCORED);
        alarm.update(verdict, detector.score(), detector.offLevel(), row.time());
        double cut = Math.floor(detector.score() * 1e6) / 1e6;
        String score = String.format(Locale.ROOT, "%.6f", cut);
        expected.add(i + "," + score + "," + (alarm.state().raised() ? 1 : 0));
      }
      detector.alarmStands(alarm.state().raised());
    }
    List<String> lines = Files.readAllLines(out.resolve("plant.csv"));
    assertThat(lines.stream().skip(1).map(line -> line.replaceFirst(",[^,]*,", ",")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void whatComesLaterChangesNothingBefore() throws Exception {
    run(file(plant(ROWS)));
    List<String> all = Files.readAllLines(out.resolve("plant.csv"));
    run(file(plant(600)));
    List<String> some = Files.readAllLines(out.resolve("plant.csv"));
    assertThat(all.subList(0, some.size())).isEqualTo(some);
  }

  @Test
  void noRowIsLostWhereTimesRepeatJumpOrAreMissing() throws Exception {
    List<String> odd = plant(ROWS);
    odd.set(501, odd.get(501).replaceFirst("[^,]*", "2026-11-20 05:00:00"));
    odd.set(502, odd.get(502).replaceFirst("[^,]*", "2026-11-20 05:00:00"));
    odd.set(503, odd.get(503).replaceFirst("[^,]*", ""));
    odd.set(504, odd.get(504).replaceFirst("[^,]*", "2026-11-20 05:00:03"));
    FileReport report = run(file(odd)).files().get(0);
    assertThat(report.combined().rows()).isEqualTo(ROWS - TRAIN);
    assertThat(report.combined().verdicts()).isGreaterThan(ROWS - TRAIN - 20);
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("1 times that run back"))
        .anyMatch(note -> note.startsWith("1 times that repeat"))
        .anyMatch(note -> note.startsWith("1 rows without a readable time"));
  }

  @Test
  void aRowWithoutAVerdictHasNoLineAndIsCountedByItsReason() throws Exception {
    List<String> odd = plant(ROWS);
    for (int row = 500; row < 510; row++) {
      odd.set(row + 1, odd.get(row + 1).split(",", 2)[0] + ",,NaN,0");
    }
    FileReport report = run(file(odd)).files().get(0);
    assertThat(Files.readAllLines(out.resolve("plant.csv")))
        .anyMatch(line -> line.startsWith("499,"))
        .noneMatch(line -> line.startsWith("500,"));
    assertThat(report.detectors().get(0).verdicts())
        .containsKeys(Verdict.SCORED)
        .anySatisfy((verdict, rows) -> assertThat(verdict).isNotEqualTo(Verdict.SCORED));
    assertThat(report.combined().rows()).isEqualTo(ROWS - TRAIN);
  }

  @Test
  void columnsThatAreNoTagsAreSaid() throws Exception {
    List<String> odd = plant(ROWS);
    odd.replaceAll(line -> line + "," + (odd.indexOf(line) - 1) + ",run,");
    odd.set(0, "time,flow,pressure,fault,index,state,empty");
    FileReport report = run(file(odd)).files().get(0);
    assertThat(report.tags()).containsExactly("flow", "pressure");
    assertThat(report.notes())
        .contains(
            "no tag: index: it counts the rows",
            "no tag: state: a text in line 2",
            "no tag: empty: no number in the training rows");
  }

  @Test
  void aTextInATagBehindTrainingIsAnUnusableCell() throws Exception {
    List<String> odd = plant(ROWS);
    odd.set(501, odd.get(501).replaceFirst("(.*?),(.*?),", "$1,I/O Timeout,"));
    assertThat(run(file(odd)).files().get(0).notes())
        .containsExactly(
            "1 cells of tags that are no number count as unusable, first in line 502 of flow");
  }

  @Test
  void aModelTrainedOnAnotherFileScoresEachRow() throws Exception {
    Path train = folder.resolve("normal.csv");
    Files.write(
        train, plant(TRAIN).stream().map(line -> line.replaceFirst(",[^,]*$", "")).toList());
    Path file = file(plant(ROWS));
    BacktestReport report = run(plan(List.of(file), 0, train, "fault"));
    assertThat(report.files().get(0).combined().rows()).isEqualTo(ROWS);
    assertThat(report.files().get(0).trainRows()).isZero();
    long warmingUp =
        report.files().get(0).detectors().get(0).verdicts().getOrDefault(Verdict.WARMING_UP, 0L);
    assertThat(Files.readAllLines(out.resolve("plant.csv")).get(1)).startsWith(warmingUp + ",");
  }

  @Test
  void nothingIsWrittenWhereOneFileIsBad() throws Exception {
    Path good = file(plant(ROWS));
    Path bad = folder.resolve("bad.csv");
    List<String> lines = plant(ROWS);
    lines.set(900, "2026-11-20 07:00:00,1");
    Files.write(bad, lines);
    assertThatThrownBy(() -> run(plan(List.of(good, bad), TRAIN, null, "fault")))
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("bad.csv:901: has 2 cells, the header has 4");
    assertThat(out).doesNotExist();
    run(good);
    assertThatThrownBy(() -> run(plan(List.of(good, bad), TRAIN, null, "fault")))
        .isInstanceOf(BacktestException.class);
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("plant.csv");
    }
  }

  @Test
  void resultsThatWouldReplaceEachOtherOrAnInputAreRefusedBeforeAnythingStarts() {
    Path one = folder.resolve("a/plant.csv");
    Path two = folder.resolve("b/plant.csv");
    assertThatThrownBy(() -> run(plan(List.of(one, two), TRAIN, null, null)))
        .hasMessageContaining("would both be written to");
    BacktestPlan onItself =
        new BacktestPlan(
            List.of(one),
            TRAIN,
            null,
            new ColumnWish(null, null, Set.of()),
            pca(),
            folder.resolve("a"));
    assertThatThrownBy(onItself::requireSeparateResults)
        .hasMessageContaining("is an input and would be replaced");
  }

  @Test
  void memoryForPlottingDoesNotGrowWithTheFile() {
    Trace trace = new Trace(1);
    Row row = new Row(1);
    for (int i = 0; i < 100_000; i++) {
      row.set(0, i == 77_777 ? 1000 : 1);
      trace.row(row, 0.5, true, false, i == 77_777);
    }
    assertThat(trace.buckets()).isLessThanOrEqualTo(Trace.BUCKETS);
    int bucket = (int) (77_777 / trace.rowsPerBucket());
    assertThat(trace.high(0, bucket)).isEqualTo(1000);
    assertThat(trace.alarm(bucket)).isTrue();
    assertThat(trace.low(0, bucket)).isEqualTo(1);
  }

  private BacktestReport run(Path file) throws BacktestException {
    return run(plan(List.of(file), TRAIN, null, "fault"));
  }

  private BacktestReport run(BacktestPlan plan) throws BacktestException {
    plan.requireSeparateResults();
    try (Staging staging = Staging.in(plan.out())) {
      BacktestReport report = Backtest.run(plan, staging, (file, bytes) -> {});
      staging.publish();
      return report;
    }
  }

  private BacktestPlan plan(
      List<Path> files, int rows, @Nullable Path train, @Nullable String label) {
    return new BacktestPlan(files, rows, train, new ColumnWish(label, null, Set.of()), pca(), out);
  }

  private static Watchers pca() {
    DetectorKind<?> kind = new PcaKind();
    return new Watchers.Chosen(List.of(new Watcher("pca", kind, OPTIONS, 1, null)));
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("plant.csv"), lines);
  }

  /** Two tags that go together; from row 700 on the flow is too high. */
  private static List<String> plant(int rows) {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of("time,flow,pressure,fault"));
    double load = 0;
    for (int i = 0; i < rows; i++) {
      load = 0.5 * load + random.nextGaussian();
      boolean fault = i >= FAULT;
      lines.add(
          String.format(
              Locale.ROOT,
              "2026-11-20 06:%02d:%02d,%.4f,%.4f,%d",
              i / 60,
              i % 60,
              200 + 5 * load + random.nextGaussian() + (fault ? 30 : 0),
              4 + 0.2 * load + 0.05 * random.nextGaussian(),
              fault ? 1 : 0));
    }
    return lines;
  }

  private static void fill(Row row, String line, int second) {
    String[] cells = line.split(",", -1);
    row.set(0, Double.parseDouble(cells[1]));
    row.set(1, Double.parseDouble(cells[2]));
    row.time(Duration.ofSeconds(second).toNanos());
  }
}
