package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.plant.PumpRows;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("bench")
class DetectorSpeedTest {
  @Test
  void trainingTakesSecondsAndARowMicroseconds() throws Exception {
    for (DetectorKind<?> kind : DetectorKind.all()) {
      TrainingRows rows = PumpRows.training(1, 12_000);
      long start = cpu();
      TrainedModel model = kind.trainWith(rows, Defaults.of(kind.options()), Goal.USUAL);
      double training = (cpu() - start) / 1e9;
      double perSecond = rowsPerSecond(kind.detector(model));
      System.out.printf(
          "%s: training on 12,000 rows of 12 tags %.2f s CPU, %,.0f rows/s %s%n",
          kind.name(), training, perSecond, model.parameters());
      assertThat(training).isLessThan(3);
      assertThat(perSecond).isGreaterThan(20_000);
    }
  }

  private static double rowsPerSecond(Detector detector) {
    Row[] rows = new Row[20_000];
    PumpRows pump = new PumpRows(2);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Row(PumpRows.COLUMNS.size());
      pump.next(rows[i]);
    }
    double best = 0;
    double sink = 0;
    for (int turn = 0; turn < 10; turn++) {
      long start = cpu();
      for (Row row : rows) {
        sink += detector.update(row) == Verdict.SCORED ? detector.score() : 0;
      }
      best = Math.max(best, rows.length * 1e9 / (cpu() - start));
    }
    assertThat(sink).isPositive();
    return best;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
