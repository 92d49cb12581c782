package io.sluice.analytics.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.detectors.PcaKind;
import io.sluice.analytics.detectors.PcaOptions;
import io.sluice.analytics.plant.PumpRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the plant is still the one that was trained on. */
class DriftWatchTest {
  private static final int ROWS = 12_000;

  @Test
  void aPlantAsInTrainingDoesNotDrift() throws TrainingException, ModelException {
    List<DriftReport> reports = watch(0, 10 * ROWS);
    assertThat(reports).hasSizeGreaterThan(8);
    assertThat(reports).filteredOn(DriftReport::drifted).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aTagThatMovedIsNamedWithHowMuch() throws TrainingException, ModelException {
    List<DriftReport> reports = watch(40, ROWS + 10);
    DriftReport last = reports.get(reports.size() - 1);
    assertThat(last.drifted()).isTrue();
    assertThat(last.tags().get(0).tag()).isEqualTo("pump/flow");
    assertThat(last.tags().get(0).index()).isGreaterThan(last.tags().get(0).limit());
    assertThat(last.sentence()).startsWith("pump/flow averages 2").contains("l/min, was 1");
  }

  @Test
  void totalsAndModesDoNotDrift() throws TrainingException, ModelException {
    assertThat(watch(40, ROWS + 10))
        .flatExtracting(DriftReport::tags)
        .extracting(DriftReport.DriftedTag::tag)
        .doesNotContain("pump/hours", "pump/state");
  }

  @Test
  void theProfileSurvivesBeingWrittenIntoTheModel() throws TrainingException, ModelException {
    TrainedModel model = model();
    Profile profile = Profile.in(model).orElseThrow();
    assertThat(profile.tags()).hasSize(PumpRows.COLUMNS.size());
    assertThat(profile.medianScore()).isBetween(0.1, 0.9);
    assertThat(Profile.in(plain())).isEmpty();
    Detector with = new PcaKind().detector(model);
    Detector without = new PcaKind().detector(plain());
    Row row = new Row(PumpRows.COLUMNS.size());
    PumpRows pump = new PumpRows(3);
    for (int i = 0; i < 100; i++) {
      pump.next(row);
      Verdict verdict = with.update(row);
      assertThat(without.update(row)).isEqualTo(verdict);
      if (verdict == Verdict.SCORED) {
        assertThat(with.score()).isEqualTo(without.score());
      }
    }
  }

  private static List<DriftReport> watch(double flowOffset, int rows)
      throws TrainingException, ModelException {
    TrainedModel model = model();
    Detector detector = new PcaKind().detector(model);
    DriftWatch watch = new DriftWatch(model.columns(), Profile.in(model).orElseThrow());
    List<DriftReport> reports = new ArrayList<>();
    PumpRows pump = new PumpRows(11);
    Row row = new Row(PumpRows.COLUMNS.size());
    for (int i = 0; i < rows; i++) {
      pump.next(row);
      row.set(1, row.value(1) + flowOffset);
      Verdict verdict = detector.update(row);
      Optional<DriftReport> report =
          watch.update(row, verdict, verdict == Verdict.SCORED ? detector.score() : 0);
      report.ifPresent(reports::add);
    }
    return reports;
  }

  private static TrainedModel model() throws TrainingException, ModelException {
    TrainedModel model = plain();
    return Profile.into(model, rows(), new PcaKind().detector(model));
  }

  private static TrainedModel plain() throws TrainingException {
    return new PcaKind().train(rows(), new PcaOptions(null, 0.9), Goal.USUAL);
  }

  private static TrainingRows rows() {
    return PumpRows.training(5, ROWS);
  }
}
