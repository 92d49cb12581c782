package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.plant.SlowRows;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code baseline} on signals of many sorts, with nothing but the defaults. */
class SlowSignalTest {
  private static final double WEEK = 7 * 86_400;
  private static final double TRAINED = 0.15;
  private static final int SEEDS = 3;

  static Stream<Named<LongFunction<SlowRows>>> signals() {
    return Stream.of(
        Named.of("office temperature", SlowRows::office),
        Named.of("machine temperature", SlowRows::machine),
        Named.of("counts", SlowRows::counts),
        Named.of("meter", SlowRows::meter),
        Named.of("hold times", SlowRows::holdTimes),
        Named.of("rising", SlowRows::rising),
        Named.of("noise", seed -> SlowRows.noise(seed, 20_000)));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void itsEventsAreFoundAndHardlyAnythingElse(LongFunction<SlowRows> signal) throws Exception {
    int missed = 0;
    int falseAlarms = 0;
    double weeks = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      SlowRows rows = signal.apply(seed);
      Run run = new Run(rows, (int) (rows.size() * TRAINED));
      missed += run.play();
      falseAlarms += run.falseAlarms;
      weeks += run.weeks();
    }
    assertThat(missed).isZero();
    assertThat(falseAlarms / weeks).isLessThan(1);
  }

  @Test
  void theSeasonIsTakenFromTrainingNotAssumed() throws Exception {
    assertThat(season(SlowRows.meter(1), 4000)).isEqualTo("[WEEK]");
    assertThat(season(SlowRows.rising(1), 2000)).isEqualTo("[DAY]");
    assertThat(season(SlowRows.noise(1, 5000), 5000)).isEqualTo("[NONE]");
    assertThat(season(SlowRows.holdTimes(1), 800)).isEqualTo("[NONE]");
  }

  @Test
  void anAlarmNamesWhatWasExpectedAtThisTimeOfDay() throws Exception {
    SlowRows rows = SlowRows.rising(2);
    Run run = new Run(rows, 1000);
    run.playTo(4500 + 4);
    Contribution why = run.detector.contributions(3).get(0);
    assertThat(why.aspect()).isEqualTo(Aspect.LEVEL);
    assertThat(why.share()).isEqualTo(1);
    double usual = 10 + 0.0009 * 4503 + 3 * Math.sin(2 * Math.PI * 4503 / 48);
    assertThat(why.expected()).isCloseTo(usual, within(2.0));
    assertThat(why.observed()).isCloseTo(usual + 6, within(2.0));
    assertThat(why.usualHigh()).isBetween(why.expected(), why.observed());
    assertThat(why.usualLow()).isLessThan(why.expected());
  }

  @Test
  void aMeterIsJudgedByItsChangeAnHour() throws Exception {
    SlowRows rows = SlowRows.meter(1);
    Run run = new Run(rows, 4000);
    run.playTo(96 * 60 + 12);
    Contribution why = run.detector.contributions(1).get(0);
    assertThat(why.unit()).isEqualTo("kWh/h");
    assertThat(why.observed()).isBetween(45.0, 65.0);
    assertThat(why.expected()).isBetween(10.0, 30.0);
  }

  @Test
  void aLevelThatStaysIsTheNewNormalAfterADayAndRaisesOneAlarm() throws Exception {
    SlowRows rows = SlowRows.rising(3);
    Run run = new Run(rows, 1500, row -> row >= 3000 && row < 4400 ? 8 : 0);
    run.playTo(3000);
    int before = run.raised;
    run.playTo(3000 + 40);
    assertThat(run.alarm.state().raised()).isTrue();
    run.playTo(3000 + 48 * 8);
    assertThat(run.alarm.state().raised()).isFalse();
    assertThat(run.raised - before).isEqualTo(1);
  }

  @Test
  void aFaultThatGrowsSlowlyIsNotLearntIn() throws Exception {
    SlowRows rows = SlowRows.rising(4);
    Run run = new Run(rows, 1500, row -> row < 3000 ? 0 : Math.min(12, (row - 3000) * 0.025));
    run.playTo(3000);
    int before = run.raised;
    run.playTo(3000 + 48 * 8);
    assertThat(run.raised).isGreaterThan(before);
  }

  @Test
  void rowsOfAnAlarmAreLeftOut() throws Exception {
    SlowRows rows = SlowRows.rising(5);
    Run faulty = new Run(rows, 1500, row -> row >= 3000 && row < 3030 ? 8 : 0);
    Run sound = new Run(rows, 1500);
    faulty.playTo(3030);
    assertThat(faulty.alarm.state().raised()).isTrue();
    // The long window of a day must be past the fault, and the off-delay of ten rows too.
    faulty.playTo(3030 + 48 + 20);
    sound.playTo(3030 + 48 + 20);
    assertThat(faulty.alarm.state().raised()).isFalse();
    assertThat(faulty.raised).isEqualTo(sound.raised + 1);
    assertThat(faulty.detector.score()).isCloseTo(sound.detector.score(), within(0.3));
  }

  @Test
  void afterAWeekWithoutRowsItJudgesAnewWithoutAFalseAlarm() throws Exception {
    SlowRows rows = SlowRows.counts(3);
    Run run = new Run(rows, 48 * 40);
    run.playTo(48 * 50);
    int before = run.raised;
    run.skipTo(48 * 57 + 11);
    run.playTo(48 * 70);
    assertThat(run.raised).isEqualTo(before);
    assertThat(run.last).isEqualTo(Verdict.SCORED);
  }

  @Test
  void tooFewRowsAreRefusedInOneSentence() {
    assertThatThrownBy(() -> season(SlowRows.noise(1, 100), 100))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training has 100 rows, it needs at least 120");
  }

  private static String season(SlowRows rows, int train) throws Exception {
    return new Run(rows, train).model.parameters().getOrDefault("season", "");
  }

  /** A signal played to a detector trained on its first rows. */
  private static final class Run {
    private final SlowRows rows;
    private final TrainedModel model;
    private final Detector detector;
    private final AlarmLogic alarm;
    private final IntToDoubleFunction fault;
    private final Row row = new Row(1);
    private final int train;
    private int next;
    private int raised;
    private int falseAlarms;
    private Verdict last = Verdict.LEARNING;

    private Run(SlowRows rows, int train) throws Exception {
      this(rows, train, at -> 0);
    }

    private Run(SlowRows rows, int train, IntToDoubleFunction fault) throws Exception {
      this.rows = rows;
      this.train = train;
      this.fault = fault;
      next = train;
      TrainingRows training = new TrainingRows(List.of(Column.process("value", "kWh")), train);
      for (int i = 0; i < train; i++) {
        rows.read(i, row);
        training.add(row);
      }
      Duration interval = training.interval();
      AlarmOptions options = AlarmOptions.ofRows(interval);
      BaselineKind kind = new BaselineKind();
      model =
          kind.trainWith(
              training, Defaults.of(BaselineOptions.class), new Goal(1, options.onDelay()));
      detector = kind.detector(model);
      alarm = new AlarmLogic(options);
    }

    private void skipTo(int to) {
      next = to;
    }

    private void playTo(int to) {
      while (next < to) {
        step();
      }
    }

    private Transition step() {
      rows.read(next, row);
      row.set(0, rows.value(next) + fault.applyAsDouble(next));
      next++;
      last = detector.update(row);
      double score = last == Verdict.SCORED ? detector.score() : 0;
      Transition transition = alarm.update(last, score, detector.offLevel(), row.time());
      detector.alarmStands(alarm.state().raised());
      raised += transition == Transition.RAISED ? 1 : 0;
      return transition;
    }

    /** Plays all rows and counts the events that passed without an alarm. */
    private int play() {
      boolean[] found = new boolean[rows.events().length];
      while (next < rows.size()) {
        int at = next;
        Transition transition = step();
        boolean inside = false;
        for (int i = 0; i < found.length; i++) {
          if (at >= rows.events()[i][0] && at <= rows.events()[i][1]) {
            inside = true;
            found[i] |= alarm.state().raised();
          }
        }
        falseAlarms += transition == Transition.RAISED && !inside ? 1 : 0;
      }
      int missed = 0;
      for (boolean one : found) {
        missed += one ? 0 : 1;
      }
      return missed;
    }

    private double weeks() {
      return (rows.seconds(rows.size() - 1) - rows.seconds(train)) / WEEK;
    }
  }
}
