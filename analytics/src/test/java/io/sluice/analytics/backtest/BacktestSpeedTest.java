package io.sluice.analytics.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.detectors.UsualForTests;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of 8 tags a second through reading, the usual detectors, alarms and writing, beside a floor
 * measured in the same run: FastCSV making a text of each cell of the same file and nothing more.
 * Processor time of the one thread, since the machine may have other work.
 */
@Tag("bench")
class BacktestSpeedTest {
  private static final int ROWS = 1_000_000;
  private static final int TRAIN = 5_000;
  private static final double BAR = 200_000;

  @Test
  void aMillionRowsOfEightTagsPassAtMoreThanTwoHundredThousandASecond(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("plant.csv");
    write(file);
    Map<String, Record> options = new TreeMap<>();
    for (DetectorKind<?> kind : DetectorKind.all()) {
      UsualForTests.options(kind).ifPresent(usual -> options.put(kind.name(), usual));
    }
    double best = 0;
    double floor = 0;
    for (int round = 0; round < 3; round++) {
      double parse = seconds(() -> parse(file));
      Path out = folder.resolve("out-" + round);
      BacktestPlan plan =
          new BacktestPlan(
              List.of(file),
              TRAIN,
              null,
              new ColumnWish(null, null, Set.of()),
              new Watchers.Usual(options),
              out);
      double whole = seconds(() -> backtest(plan));
      System.out.printf(
          Locale.ROOT,
          "backtest of 8 tags: %.0f rows/s; FastCSV alone %.0f rows/s: %.1f times as long%n",
          ROWS / whole,
          ROWS / parse,
          whole / parse);
      best = Math.max(best, ROWS / whole);
      floor = Math.max(floor, ROWS / parse);
    }
    // On a machine where even the floor is slow the bar is a share of it.
    assertThat(best).isGreaterThan(Math.min(BAR, floor / 8));
  }

  private interface Task {
    void run() throws Exception;
  }

  private static double seconds(Task task) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    task.run();
    return (threads.getCurrentThreadCpuTime() - begun) / 1e9;
  }

  private static void parse(Path file) throws IOException {
    long cells = 0;
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord record : csv) {
        cells += record.getFields().size();
      }
    }
    assertThat(cells).isEqualTo(9L * (ROWS + 1));
  }

  private static void backtest(BacktestPlan plan) throws BacktestException {
    try (Staging staging = Staging.in(plan.out())) {
      BacktestReport report = Backtest.run(plan, staging, (file, bytes) -> {});
      assertThat(report.total().rows()).isEqualTo(ROWS - TRAIN);
    }
  }

  private static void write(Path file) throws IOException {
    Random random = new Random(5);
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    double[] state = new double[8];
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("time,t0,t1,t2,t3,t4,t5,t6,t7\n");
      for (int row = 0; row < ROWS; row++) {
        StringBuilder line = new StringBuilder(begin.plusSeconds(row).toString());
        for (int tag = 0; tag < 8; tag++) {
          state[tag] = 0.9 * state[tag] + random.nextGaussian();
          double value = 10 * (tag + 1) + state[tag] + 0.3 * state[(tag + 1) % 8];
          line.append(',').append(Math.round(value * 1e4) / 1e4);
        }
        out.append(line.append('\n'));
      }
    }
  }
}
