package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.plant.PumpRows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What training makes of good, poor and useless rows, for every kind on the class path. */
class DetectorTrainingTest {
  private static final int TRAINING = 3000;
  private static final int WINDOW = 15;
  private static final int SIZE = PumpRows.COLUMNS.size();

  static List<DetectorKind<?>> kinds() {
    return DetectorKind.all();
  }

  /** Kinds made for many fast tags; a baseline knows nothing of setpoints. */
  static List<DetectorKind<?>> processKinds() {
    return kinds().stream().filter(kind -> !kind.name().equals("baseline")).toList();
  }

  /** Seeds whose setpoint was moved in one or two of the four blocks only. */
  @ParameterizedTest
  @MethodSource("processKinds")
  void aRegimeThatOneBlockOfTrainingHasAloneDoesNotBlindIt(DetectorKind<?> kind) throws Exception {
    for (int seed = 4; seed <= 5; seed++) {
      Detector trained = kind.detector(train(kind, PumpRows.training(seed, 6000)));
      PumpRows pump = new PumpRows(2000 + seed);
      Row row = new Row(SIZE);
      for (int i = 0; i < 630; i++) {
        pump.fault(i < 600 ? PumpRows.Fault.NONE : PumpRows.Fault.CAVITATION);
        pump.next(row);
        trained.update(row);
      }
      assertThat(trained.score()).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("processKinds")
  void normalOperationStaysQuietOnEverySeed(DetectorKind<?> kind) throws Exception {
    int above = 0;
    int all = 0;
    for (int seed = 1; seed <= 3; seed++) {
      Detector trained = kind.detector(train(kind, PumpRows.training(seed, 5000)));
      double[] scores = scores(trained, 100 + seed, 9000);
      above += (int) Arrays.stream(scores).filter(score -> score >= 1).count();
      all += scores.length;
    }
    assertThat((double) above / all).isLessThan(0.003);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anUntrainableSetOfRowsIsRefusedInOneSentence(DetectorKind<?> kind) {
    refused(kind, new TrainingRows(PumpRows.COLUMNS, 10), "there are no training rows");
    refused(kind, PumpRows.training(1, 20), "training has 20 rows, it needs at least");
    TrainingRows constant = new TrainingRows(List.of(Column.process("a", "bar")), 1000);
    Row row = new Row(1);
    for (int i = 0; i < 1000; i++) {
      row.set(0, 4);
      row.time(i * 1000L);
      constant.add(row);
    }
    refused(kind, constant, "no tag moved in 1000 training rows");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aConstantColumnIsNoHindranceAndNotJudged(DetectorKind<?> kind) throws Exception {
    List<Column> columns = new ArrayList<>(PumpRows.COLUMNS);
    columns.add(Column.process("pump/spare", "V"));
    TrainingRows rows = new TrainingRows(columns, TRAINING);
    PumpRows pump = new PumpRows(3);
    Row twelve = new Row(SIZE);
    Row row = new Row(SIZE + 1);
    for (int i = 0; i < TRAINING; i++) {
      pump.next(twelve);
      copy(twelve, row);
      row.set(SIZE, 24);
      rows.add(row);
    }
    Detector with = kind.detector(train(kind, rows));
    row.unusable(SIZE, Verdict.BAD_QUALITY);
    for (int i = 0; i < WINDOW; i++) {
      pump.next(twelve);
      copy(twelve, row);
      row.set(SIZE, i);
      with.update(row);
    }
    assertThat(with.score()).isLessThan(1);
  }

  @ParameterizedTest
  @MethodSource("processKinds")
  void oneTagAloneCanBeWatched(DetectorKind<?> kind) throws Exception {
    TrainingRows rows = new TrainingRows(List.of(Column.process("a", "")), 2000);
    Row row = new Row(1);
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      row.set(0, random.nextGaussian());
      row.time(i * PumpRows.INTERVAL);
      rows.add(row);
    }
    Detector one = kind.detector(train(kind, rows));
    for (int i = 0; i < 30; i++) {
      row.set(0, 3 + random.nextGaussian());
      row.time(i * PumpRows.INTERVAL);
      one.update(row);
    }
    assertThat(one.score()).isGreaterThan(1);
  }

  private void refused(DetectorKind<?> kind, TrainingRows rows, String sentence) {
    assertThatThrownBy(() -> train(kind, rows))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(sentence);
  }

  private static void copy(Row from, Row into) {
    for (int column = 0; column < from.size(); column++) {
      into.set(column, from.value(column));
    }
    into.time(from.time());
  }

  /** Standard output belongs to the user's data; LibSVM would print its progress there. */
  @ParameterizedTest
  @MethodSource("kinds")
  void trainingPrintsNothing(DetectorKind<?> kind) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      TrainedModel trained = train(kind, PumpRows.training(5, TRAINING));
      assertThat(trained.data().rows()).isPositive();
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static TrainedModel train(DetectorKind<?> kind, TrainingRows rows) throws Exception {
    return kind.trainWith(rows, Defaults.of(kind.options()), Goal.USUAL);
  }

  private static double[] scores(Detector detector, long seed, int count) {
    PumpRows pump = new PumpRows(seed);
    Row row = new Row(SIZE);
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      pump.next(row);
      scores[i] = detector.update(row) == Verdict.SCORED ? detector.score() : 0;
    }
    return scores;
  }
}
