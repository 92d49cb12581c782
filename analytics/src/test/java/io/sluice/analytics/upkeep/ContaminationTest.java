package io.sluice.analytics.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.detectors.PcaKind;
import io.sluice.analytics.detectors.PcaOptions;
import io.sluice.analytics.plant.PumpRows;
import io.sluice.analytics.trial.FaultTrial;
import io.sluice.analytics.trial.FaultsFound;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the model that serves now says of rows, real ones and spoilt ones. */
class ContaminationTest {
  private static final int ROWS = 6_000;

  @Test
  void aFaultAmongTheTrainingRowsIsShownWithItsTimeAndTag()
      throws TrainingException, ModelException {
    TrainingRows spoilt = rows(21, 3_000, 3_400);
    List<SuspectBlock> blocks = new Contamination(spoilt).blocks(champion());
    assertThat(blocks).isNotEmpty();
    SuspectBlock worst =
        blocks.stream().max((a, b) -> Integer.compare(a.rows(), b.rows())).orElseThrow();
    assertThat(worst.first()).isBetween(2_995, 3_010);
    assertThat(worst.last()).isBetween(3_390, 3_430);
    assertThat(worst.fromNanos()).isEqualTo(spoilt.time(worst.first()));
    assertThat(worst.peak()).isGreaterThan(1.5);
    assertThat(worst.tag()).startsWith("pump/");
  }

  @Test
  void leftOutBlocksAreGoneWithTheirMargin() throws TrainingException, ModelException {
    TrainingRows spoilt = rows(21, 3_000, 3_400);
    Contamination contamination = new Contamination(spoilt);
    List<SuspectBlock> blocks = contamination.blocks(champion());
    TrainingRows kept = contamination.without(blocks, 30);
    assertThat(kept.size()).isLessThan(ROWS - 400);
    assertThat(new Contamination(kept).blocks(champion())).hasSizeLessThan(blocks.size());
  }

  @Test
  void normalRowsAreNotSuspected() throws TrainingException, ModelException {
    assertThat(new Contamination(rows(22, 0, 0)).blocks(champion())).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void faultsPutIntoCopiesOfRowsAreFound() throws TrainingException, ModelException {
    FaultTrial trial = new FaultTrial(rows(23, 0, 0), AlarmOptions.ofRows(Duration.ofMillis(100)));
    FaultsFound found = trial.of(champion());
    assertThat(found.tried()).isEqualTo(3 * 9);
    assertThat(found.share()).isBetween(0.1, 0.99);
    assertThat(trial.of(champion())).as("the same rows, the same answer").isEqualTo(found);
  }

  @Test
  void tooFewRowsAreNoTrial() throws TrainingException, ModelException {
    TrainingRows few = PumpRows.training(1, 50);
    AlarmOptions alarm = AlarmOptions.ofRows(Duration.ofMillis(100));
    assertThat(new FaultTrial(few, alarm).of(champion())).isEqualTo(FaultsFound.NONE);
  }

  private static Detector champion() throws TrainingException, ModelException {
    PcaKind kind = new PcaKind();
    return kind.detector(kind.train(rows(20, 0, 0), new PcaOptions(null, 0.9), Goal.USUAL));
  }

  private static TrainingRows rows(long seed, int faultFrom, int faultTo) {
    PumpRows pump = new PumpRows(seed);
    TrainingRows rows = new TrainingRows(PumpRows.COLUMNS, ROWS);
    Row row = new Row(PumpRows.COLUMNS.size());
    for (int i = 0; i < ROWS; i++) {
      pump.fault(i >= faultFrom && i < faultTo ? PumpRows.Fault.CAVITATION : PumpRows.Fault.NONE);
      pump.next(row);
      rows.add(row);
    }
    return rows;
  }
}
