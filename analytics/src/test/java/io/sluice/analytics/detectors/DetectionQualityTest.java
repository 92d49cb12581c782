package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.plant.LabelledRows;
import io.sluice.analytics.plant.Plants;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * What default settings find on many synthetic plants, and how often they cry wolf. {@code
 * -Dsluice.plant.files=N} takes N files of each plant instead of two, {@code
 * -Dsluice.plant.kind=NAME} another kind than the usual ones.
 */
class DetectionQualityTest {
  private static final int FILES = Integer.getInteger("sluice.plant.files", 2);

  @Test
  void defaultSettingsFindFaultsOnVeryDifferentPlants() throws Exception {
    double f1 = 0;
    double falseShare = 0;
    int plants = 0;
    for (LongFunction<LabelledRows> plant : Plants.all()) {
      Tally tally = new Tally();
      String name = "";
      for (int seed = 0; seed < FILES; seed++) {
        LabelledRows file = plant.apply(100 + seed);
        name = file.plant();
        watch(file, tally);
      }
      System.out.printf(
          "%-10s F1 %.2f  FAR %5.1f %%  MAR %5.1f %%  false activations %d in %d rows%n",
          name,
          tally.f1(),
          100 * tally.falseShare(),
          100 * tally.missedShare(),
          tally.activations,
          tally.normal());
      f1 += tally.f1();
      falseShare += tally.falseShare();
      plants++;
    }
    System.out.printf(
        "%-10s F1 %.3f  FAR %5.1f %%%n", "mean", f1 / plants, 100 * falseShare / plants);
    assertThat(f1 / plants).isGreaterThan(0.7);
    assertThat(falseShare / plants).isLessThan(0.1);
  }

  private static void watch(LabelledRows file, Tally tally) throws Exception {
    TrainingRows rows = file.trainingRows();
    boolean[] alarm = new boolean[file.size()];
    for (DetectorKind<?> kind : kinds(rows)) {
      AlarmOptions options = AlarmOptions.ofRows(file.interval());
      AlarmLogic logic = new AlarmLogic(options);
      Detector detector =
          kind.detector(
              kind.trainWith(rows, Defaults.of(kind.options()), new Goal(1, options.onDelay())));
      Row row = new Row(rows.columns().size());
      for (int i = file.training() - 30; i < file.size(); i++) {
        file.read(i, row);
        Verdict verdict = detector.update(row);
        double score = verdict == Verdict.SCORED ? detector.score() : 0;
        if (i < file.training()) {
          continue;
        }
        Transition transition = logic.update(verdict, score, detector.offLevel(), row.time());
        detector.alarmStands(logic.state().raised());
        alarm[i] |= logic.state().raised();
        tally.activations += transition == Transition.RAISED && !file.faulty(i) ? 1 : 0;
      }
    }
    for (int i = file.training(); i < file.size(); i++) {
      tally.add(alarm[i], file.faulty(i));
    }
  }

  private static List<DetectorKind<?>> kinds(TrainingRows rows) {
    String chosen = System.getProperty("sluice.plant.kind");
    return chosen == null
        ? UsualDetectors.of(rows)
        : List.of(DetectorKind.named(chosen).orElseThrow());
  }

  private static final class Tally {
    private int hits;
    private int wrong;
    private int missed;
    private int quiet;
    private int activations;

    void add(boolean alarm, boolean faulty) {
      hits += alarm && faulty ? 1 : 0;
      wrong += alarm && !faulty ? 1 : 0;
      missed += !alarm && faulty ? 1 : 0;
      quiet += !alarm && !faulty ? 1 : 0;
    }

    int normal() {
      return wrong + quiet;
    }

    double f1() {
      return 2.0 * hits / (2 * hits + wrong + missed);
    }

    double falseShare() {
      return (double) wrong / normal();
    }

    double missedShare() {
      return (double) missed / (missed + hits);
    }
  }
}
