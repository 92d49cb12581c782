package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.plant.PumpRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kinds whose limits the user sets: they need no training rows. */
class UserLimitsTest {
  private static final List<Column> TANK =
      List.of(
          Column.process("tank/level", "m"),
          Column.of("tank/temperature", "°C", Column.Kind.THERMAL),
          Column.of("tank/level-sp", "m", Column.Kind.SETPOINT));
  private static final TrainingRows NO_ROWS = new TrainingRows(TANK, 10);

  private final Row row = new Row(3);
  private long seconds;

  @Test
  void aRateIsJudgedByTheUsersLimitFromTheStart() throws Exception {
    RateKind kind = new RateKind();
    RateOptions options = new RateOptions(null, Map.of("tank/level", 0.5));
    Detector detector = kind.detector(kind.train(NO_ROWS, options, Goal.USUAL));
    feed(detector, 10, 0.4);
    assertThat(detector.score()).isCloseTo(0.8, within(1e-9));
    feed(detector, 10, 0.75);
    assertThat(detector.score()).isCloseTo(1.5, within(1e-9));
    assertThat(detector.contributions(3)).hasSize(1);
    assertThat(detector.contributions(3).get(0).inWords())
        .startsWith("tank/level change 0.750 m/s, expected 0.000, usually -0.500 to 0.500");
  }

  @Test
  void aTagMayStandStillAsLongAsTheUserSays() throws Exception {
    FlatlineKind kind = new FlatlineKind();
    FlatlineOptions options = new FlatlineOptions(3, Map.of("tank/level", Duration.ofSeconds(20)));
    Detector detector = kind.detector(kind.train(NO_ROWS, options, Goal.USUAL));
    feed(detector, 10, 0.1);
    feed(detector, 10, 0);
    assertThat(detector.score()).isCloseTo(0.5, within(1e-9));
    feed(detector, 20, 0);
    assertThat(detector.score()).isCloseTo(1.5, within(1e-9));
    assertThat(detector.contributions(1).get(0).inWords())
        .isEqualTo(
            "tank/level standing still for 30.0 s, expected 0.000, usually 0.000 to 20.0,"
                + " outside for 9 s");
    feed(detector, 1, 0.1);
    assertThat(detector.score()).isZero();
  }

  @Test
  void aValueIsJudgedByTheEndsOfItsRange() throws Exception {
    RangeKind kind = new RangeKind();
    RangeOptions options =
        new RangeOptions(
            0.1,
            Map.of(
                "tank/level", new RangeOptions.Ends(1.0, 3.0),
                "tank/temperature", new RangeOptions.Ends(null, 60.0)));
    assertThat(kind.needsRows(TANK, options)).isFalse();
    Detector detector = kind.detector(kind.train(NO_ROWS, options, Goal.USUAL));
    assertThat(scoreAt(detector, 2, 20)).isLessThan(0.5);
    assertThat(scoreAt(detector, 3, 20)).isCloseTo(1, within(1e-9));
    assertThat(scoreAt(detector, 0.5, 20)).isCloseTo(1.5, within(1e-9));
    assertThat(detector.contributions(1).get(0).inWords())
        .startsWith("tank/level value 0.500 m, expected 1.00, usually 1.00 to 3.00");
    assertThat(scoreAt(detector, 2, 66)).isCloseTo(1.1, within(1e-9));
    assertThat(detector.contributions(1).get(0).tag()).isEqualTo("tank/temperature");
  }

  @Test
  void theTagListsRangeIsEnough() throws Exception {
    RangeKind kind = new RangeKind();
    List<Column> columns = List.of(new Column("a", "bar", Column.Kind.PROCESS, 0, 10));
    RangeOptions options = new RangeOptions(0.1, null);
    assertThat(kind.needsRows(columns, options)).isFalse();
    Detector detector =
        kind.detector(kind.train(new TrainingRows(columns, 1), options, Goal.USUAL));
    Row one = new Row(1);
    for (int i = 0; i < 5; i++) {
      one.set(0, 12);
      one.time(i);
      detector.update(one);
    }
    assertThat(detector.score()).isGreaterThan(1);
  }

  @Test
  void whatIsNotUsableHasNoVerdict() throws Exception {
    RateKind kind = new RateKind();
    RateOptions options = new RateOptions(null, Map.of("tank/level", 0.5));
    Detector detector = kind.detector(kind.train(NO_ROWS, options, Goal.USUAL));
    feed(detector, 10, 0.1);
    row.unusable(0, Verdict.BAD_QUALITY);
    row.time(row.time() + 1);
    assertThat(detector.update(row)).isEqualTo(Verdict.BAD_QUALITY);
  }

  @Test
  void trainingRecordsWhatItSaw() throws Exception {
    TrainedModel model =
        new RateKind()
            .train(
                PumpRows.training(3, 2000),
                new RateOptions(null, Map.of("pump/flow", 100.0)),
                Goal.USUAL);
    assertThat(model.data().rows()).isEqualTo(2000);
    assertThat(model.parameters()).containsEntry("judged-tags", "9");
    double[] limits = model.numbers().get("tags.limit");
    assertThat(limits[1]).isEqualTo(100);
    assertThat(limits[0]).isPositive().isNotEqualTo(100);
  }

  @Test
  void aLimitForWhatIsNoTagIsRefused() {
    assertThatThrownBy(
            () ->
                new RateKind()
                    .train(NO_ROWS, new RateOptions(null, Map.of("tank/levle", 1.0)), Goal.USUAL))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "there is a limit for tank/levle; limits can be set for tank/level, tank/temperature");
    assertThatThrownBy(
            () ->
                new RateKind()
                    .train(
                        NO_ROWS,
                        new RateOptions(Duration.ofSeconds(5), Map.of("tank/level", 1.0)),
                        Goal.USUAL))
        .hasMessageContaining("nobody knows how many rows are in a window of 5 s");
  }

  @Test
  void limitsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new RateOptions(null, Map.of("a", 0.0)))
        .hasMessageContaining("the limit of a is 0.0, must be above 0");
    assertThatThrownBy(() -> new FlatlineOptions(3, Map.of("a", Duration.ZERO)))
        .hasMessageContaining("must be above 0 s");
    assertThatThrownBy(() -> new RangeOptions.Ends(null, null))
        .hasMessageContaining("neither low nor high");
    assertThatThrownBy(() -> new RangeOptions.Ends(3.0, 3.0))
        .hasMessageContaining("low must be below high");
  }

  /** One row a second, the level moving so fast. */
  private void feed(Detector detector, int rows, double perSecond) {
    for (int i = 0; i < rows; i++) {
      double before = seconds == 0 ? 2 : row.value(0);
      row.set(0, before + perSecond);
      row.set(1, seconds % 2 == 0 ? 20 : 21);
      row.set(2, 2);
      row.time(++seconds * 1_000_000_000L);
      detector.update(row);
    }
  }

  private double scoreAt(Detector detector, double level, double temperature) {
    for (int i = 0; i < 3; i++) {
      row.set(0, level);
      row.set(1, temperature);
      row.set(2, 2);
      row.time(++seconds * 1_000_000_000L);
      detector.update(row);
    }
    return detector.score();
  }
}
