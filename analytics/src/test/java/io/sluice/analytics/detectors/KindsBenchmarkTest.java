package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints what a row costs: each kind by itself, and three of them with their alarms. */
@Tag("bench")
class KindsBenchmarkTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TRAINING = 6_000;
  private static final int ROWS = 512;
  private static final long TURN = 150_000_000;
  private static final int TURNS = 8;
  private static final int SECONDS = 10;
  private static final int RATE = 1_000;

  @Test
  void aRowOfEachKind() throws Exception {
    System.out.println(
        "| kind | training, 32 tags | ns a row, 8 tags | ns a row, 32 tags | B a row, 32 tags |\n"
            + "|---|---|---|---|---|");
    for (DetectorKind<?> kind : DetectorKind.all()) {
      try {
        Cost small = cost(kind, 8);
        Cost large = cost(kind, 32);
        System.out.printf(
            Locale.ROOT,
            "| `%s` | %.2f s | %,.0f | %,.0f | %,.0f |%n",
            kind.name(),
            large.training,
            small.nanos,
            large.nanos,
            large.bytes);
      } catch (TrainingException | IllegalArgumentException unmeasured) {
        System.out.printf("| `%s` | not measured: %s | | | |%n", kind.name(), unmeasured);
      }
    }
  }

  @Test
  void threeDetectorsWithTheirAlarmsAtAThousandRowsASecond() throws Exception {
    BenchPlant plant = new BenchPlant(32, 1);
    List<Watched> watched = new ArrayList<>();
    for (DetectorKind<?> kind :
        List.of(new OneClassSvmKind(), new PcaKind(), new MahalanobisKind())) {
      watched.add(Watched.of(kind, plant));
    }
    Row[] rows = new BenchPlant(32, 2).rows(ROWS);
    Step judge = row -> judge(watched, row);
    double[] best = best(rows, judge);
    double idle = paced(rows, row -> {});
    double busy = paced(rows, judge);
    System.out.printf(
        Locale.ROOT,
        "| 32 tags, %d rows/s, one-class-svm + pca + mahalanobis, alarms | |%n|---|---|%n"
            + "| a row, as fast as they come | %,.0f ns |%n"
            + "| bytes a row | %.2f |%n"
            + "| share of a core at %d rows/s, timer included | %.2f %% |%n"
            + "| the timer alone | %.2f %% |%n",
        RATE,
        best[0],
        best[1],
        RATE,
        100 * busy,
        100 * idle);
    assertThat(best[1]).as("bytes a row").isLessThan(1);
    assertThat(busy).as("share of a core").isLessThan(0.05);
  }

  private static void judge(List<Watched> watched, Row row) {
    for (int i = 0; i < watched.size(); i++) {
      watched.get(i).judge(row);
    }
  }

  /** What one detector and its alarm do with a row. */
  private record Watched(Detector detector, AlarmLogic alarm) {
    static Watched of(DetectorKind<?> kind, BenchPlant plant) throws Exception {
      TrainedModel model =
          kind.trainWith(plant.training(TRAINING), Defaults.of(kind.options()), Goal.USUAL);
      return new Watched(
          kind.detector(model), new AlarmLogic(AlarmOptions.ofRows(Duration.ofMillis(1))));
    }

    void judge(Row row) {
      Verdict verdict = detector.update(row);
      double score = verdict == Verdict.SCORED ? detector.score() : 0;
      var unused = alarm.update(verdict, score, detector.offLevel(), row.time());
      detector.alarmStands(alarm.state().raised());
    }
  }

  /** What is done with each row. */
  @FunctionalInterface
  private interface Step {
    void take(Row row);
  }

  /**
   * A kind's cost.
   *
   * @param training CPU seconds
   * @param nanos CPU nanoseconds a row
   * @param bytes allocated a row
   */
  private record Cost(double training, double nanos, double bytes) {}

  private static Record options(DetectorKind<?> kind, int tags) throws Exception {
    if (kind instanceof ForestKind) {
      return new ForestOptions(null, 8, 30, 32, 12345);
    }
    if (!(kind instanceof OnnxKind)) {
      return Defaults.of(kind.options());
    }
    float[] ones = new float[tags];
    Arrays.fill(ones, 1);
    Path file = Files.createTempFile("bench", ".onnx");
    file.toFile().deleteOnExit();
    Files.write(file, TinyOnnx.farthest(ones, ones));
    return new OnnxOptions(
        file.toString(), OnnxOptions.Input.COLUMNS, null, OnnxOptions.Unusual.HIGH, null);
  }

  private static Cost cost(DetectorKind<?> kind, int tags) throws Exception {
    Record options = options(kind, tags);
    BenchPlant plant = new BenchPlant(tags, 1);
    long begun = THREADS.getCurrentThreadCpuTime();
    TrainedModel model = kind.trainWith(plant.training(TRAINING), options, Goal.USUAL);
    double training = (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
    Detector detector = kind.detector(model);
    double[] best = best(new BenchPlant(tags, 2).rows(ROWS), row -> detector.update(row));
    return new Cost(training, best[0], best[1]);
  }

  /** Least CPU nanoseconds and bytes a row of several turns. */
  private static double[] best(Row[] rows, Step step) {
    double nanos = Double.MAX_VALUE;
    double bytes = Double.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      long heap = THREADS.getCurrentThreadAllocatedBytes();
      long count = 0;
      while (THREADS.getCurrentThreadCpuTime() - cpu < TURN) {
        // Time goes on from turn to turn, or each would begin with an empty window.
        for (Row row : rows) {
          row.time(row.time() + rows.length * 1_000_000L);
          step.take(row);
        }
        count += rows.length;
      }
      nanos = Math.min(nanos, (double) (THREADS.getCurrentThreadCpuTime() - cpu) / count);
      bytes = Math.min(bytes, (double) (THREADS.getCurrentThreadAllocatedBytes() - heap) / count);
    }
    return new double[] {nanos, bytes};
  }

  /** Share of a core that a thread needs which takes a row each millisecond. */
  private static double paced(Row[] rows, Step step) throws InterruptedException {
    AtomicLong cpu = new AtomicLong();
    CountDownLatch done = new CountDownLatch(SECONDS * RATE);
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused =
          executor.scheduleAtFixedRate(
              () -> {
                int number = (int) (done.getCount() % rows.length);
                Row row = rows[rows.length - 1 - number];
                row.time(row.time() + rows.length * 1_000_000L);
                step.take(row);
                done.countDown();
                cpu.set(THREADS.getCurrentThreadCpuTime());
              },
              0,
              1_000_000_000L / RATE,
              TimeUnit.NANOSECONDS);
      assertThat(done.await(10 * SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      executor.shutdownNow();
    }
    return cpu.get() / 1e9 / SECONDS;
  }
}
