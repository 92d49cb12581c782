package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.models.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that idles around 10 and works around 50, told by a mode tag and by a setpoint. */
class ModalKindTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.process("machine/load", "kW"),
          Column.process("machine/current", "A"),
          Column.of("machine/speed-sp", "rpm", Column.Kind.SETPOINT),
          Column.of("machine/state", "", Column.Kind.MODE));
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aLoadThatIsUsualInOneModeIsNoticedInTheOther() throws Exception {
    Detector modal = detector(ModeOptions.By.MODE_TAG);
    Plant plant = new Plant(7);
    plant.run(modal, 0, 100);
    assertThat(modal.score()).isLessThan(1);
    plant.bias = 25;
    plant.run(modal, 0, 20);
    assertThat(modal.score()).isGreaterThan(1);
    assertThat(modal.contributions(1).get(0).tag()).isIn("machine/load", "machine/current");
    assertThat(modal.contributions(1).get(0).usualHigh()).isLessThan(20);
  }

  @Test
  void afterAChangeOfModeNothingIsJudgedUntilSettledAndTheWindowIsFull() throws Exception {
    Detector modal = detector(ModeOptions.By.MODE_TAG);
    Plant plant = new Plant(8);
    assertThat(plant.run(modal, 0, 100)).isEqualTo(Verdict.SCORED);
    for (int i = 0; i < 10 + 14; i++) {
      assertThat(plant.run(modal, 1, 1)).as("row %d", i).isEqualTo(Verdict.MODE_CHANGED);
    }
    assertThat(plant.run(modal, 1, 1)).isEqualTo(Verdict.SCORED);
    assertThat(modal.score()).isLessThan(1);
  }

  @Test
  void aModeThatTrainingHasNotSeenHasNoVerdict() throws Exception {
    Detector modal = detector(ModeOptions.By.MODE_TAG);
    Plant plant = new Plant(9);
    plant.run(modal, 0, 100);
    assertThat(plant.run(modal, 4, 100)).isEqualTo(Verdict.MODE_CHANGED);
  }

  @Test
  void setpointsThatLieApartAreModesToo() throws Exception {
    TrainedModel model = model(ModeOptions.By.SETPOINTS);
    assertThat(model.modes()).hasSize(2);
    Detector modal = kind(ModeOptions.By.SETPOINTS).detector(model);
    Plant plant = new Plant(10);
    plant.run(modal, 0, 100);
    plant.bias = 25;
    plant.run(modal, 0, 20);
    assertThat(modal.score()).isGreaterThan(1);
  }

  @Test
  void aModeWithTooFewRowsIsServedByTheModelForAll() throws Exception {
    TrainedModel model = kind(ModeOptions.By.MODE_TAG).train(rows(2), pca(), Goal.USUAL);
    assertThat(model.modes().keySet())
        .containsExactlyInAnyOrder("machine/state 0", "machine/state 1");
    assertThat(model.parameters()).containsEntry("modes", "3, 2 with a model of their own");
    Detector modal = kind(ModeOptions.By.MODE_TAG).detector(model);
    Plant plant = new Plant(11);
    plant.run(modal, 0, 50);
    assertThat(plant.run(modal, 2, 60)).isEqualTo(Verdict.SCORED);
  }

  @Test
  void togetherOneModelServesAll() throws Exception {
    assertThat(model(ModeOptions.By.TOGETHER).modes()).isEmpty();
  }

  @Test
  void modelsOfModesSurviveSavingToTheBit(@TempDir Path folder) throws Exception {
    TrainedModel model = model(ModeOptions.By.MODE_TAG);
    ModelStore store = new ModelStore(folder);
    store.save("machine", model);
    TrainedModel loaded = store.latest("machine").orElseThrow().model();
    assertThat(loaded).isEqualTo(model);
    Detector first = kind(ModeOptions.By.TOGETHER).detector(model);
    Detector second = kind(ModeOptions.By.TOGETHER).detector(loaded);
    new Plant(12).run(first, 1, 80);
    new Plant(12).run(second, 1, 80);
    assertThat(second.score()).isEqualTo(first.score());
  }

  @Test
  void theSameRowsGiveTheSameScoresAfterAReset() throws Exception {
    Detector modal = detector(ModeOptions.By.MODE_TAG);
    new Plant(13).run(modal, 1, 80);
    double score = modal.score();
    modal.reset();
    new Plant(13).run(modal, 1, 80);
    assertThat(modal.score()).isEqualTo(score);
  }

  private static Detector detector(ModeOptions.By by) throws Exception {
    return kind(by).detector(model(by));
  }

  private static TrainedModel model(ModeOptions.By by) throws Exception {
    return kind(by).train(rows(0), pca(), Goal.USUAL);
  }

  private static ModalKind<PcaOptions> kind(ModeOptions.By by) {
    return new ModalKind<>(new PcaKind(), new ModeOptions(by, Duration.ofSeconds(10)));
  }

  private static PcaOptions pca() throws ReflectiveOperationException {
    return Defaults.of(PcaOptions.class);
  }

  /** Visits of the two modes in turn, and a few rows of a third. */
  private static TrainingRows rows(int third) {
    TrainingRows rows = new TrainingRows(COLUMNS, 10_000);
    Plant plant = new Plant(1);
    Row row = new Row(COLUMNS.size());
    for (int visit = 0; visit < 20; visit++) {
      for (int i = 0; i < 200; i++) {
        plant.next(row, visit % 2);
        rows.add(row);
      }
    }
    for (int i = 0; i < third * 30; i++) {
      plant.next(row, 2);
      rows.add(row);
    }
    return rows;
  }

  private static final class Plant {
    private final Random random;
    private final Row row = new Row(COLUMNS.size());
    private long nanos;
    private double bias;

    private Plant(long seed) {
      random = new Random(seed);
    }

    private void next(Row into, int state) {
      nanos += SECOND;
      double load = (state == 1 ? 50 : 10) + bias + random.nextGaussian();
      into.set(0, load);
      into.set(1, 2 * load + random.nextGaussian());
      into.set(2, state == 1 ? 1500 : 300);
      into.set(3, state);
      into.time(nanos);
    }

    private Verdict run(Detector detector, int state, int rows) {
      Verdict last = Verdict.LEARNING;
      for (int i = 0; i < rows; i++) {
        next(row, state);
        last = detector.update(row);
      }
      return last;
    }
  }
}
