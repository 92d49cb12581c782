package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.plant.PumpRows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What those kinds keep to besides that look at how an asset's tags move together. */
abstract class AssetContractTest<O extends Record> extends DetectorContractTest<O> {
  AssetContractTest(DetectorKind<O> kind) {
    super(kind);
  }

  @Test
  void cavitationIsAboveTheThresholdWithinTwoSecondsAndNamesTheTagsItTouches() throws Exception {
    Detector detector = kind.detector(model());
    cavitate(detector, 9, 620);
    assertThat(detector.score()).isGreaterThan(1);
    List<Contribution> why = detector.contributions(3);
    assertThat(why).hasSizeBetween(1, 3);
    assertThat(why.get(0).tag()).isIn("pump/flow", "pump/pressure", "pump/vibration");
  }

  /** Seeds whose setpoint was moved in one or two of the four blocks only. */
  @Test
  void aRegimeThatOneBlockOfTrainingHasAloneDoesNotBlindIt() throws Exception {
    for (int seed = 4; seed <= 5; seed++) {
      Detector detector = kind.detector(train(PumpRows.training(seed, 6000)));
      cavitate(detector, 2000 + seed, 630);
      assertThat(detector.score()).isGreaterThan(1);
    }
  }

  @Test
  void oneTagAloneCanBeWatched() throws Exception {
    TrainingRows rows = new TrainingRows(List.of(Column.process("a", "")), 2000);
    Row row = new Row(1);
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      row.set(0, random.nextGaussian());
      row.time(i * PumpRows.INTERVAL);
      rows.add(row);
    }
    Detector one = kind.detector(train(rows));
    for (int i = 0; i < 30; i++) {
      row.set(0, 3 + random.nextGaussian());
      row.time(i * PumpRows.INTERVAL);
      one.update(row);
    }
    assertThat(one.score()).isGreaterThan(1);
  }

  private static void cavitate(Detector detector, long seed, int rows) {
    PumpRows pump = new PumpRows(seed);
    Row row = new Row(SIZE);
    for (int i = 0; i < rows; i++) {
      if (i == 600) {
        pump.fault(PumpRows.Fault.CAVITATION);
      }
      pump.next(row);
      detector.update(row);
    }
  }
}
