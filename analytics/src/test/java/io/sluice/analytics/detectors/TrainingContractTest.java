package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.plant.PumpRows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What training makes of good, poor and useless rows, for every kind; with the hooks of a kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrainingContractTest<O extends Record> {
  static final int SIZE = PumpRows.COLUMNS.size();

  /** The pump's current, which a kind without own ideas of a disturbance is disturbed at. */
  static final int CURRENT = 4;

  private static final int TRAINING = 9000;

  final DetectorKind<O> kind;
  @org.jspecify.annotations.Nullable TrainedModel trained;

  TrainingContractTest(DetectorKind<O> kind) {
    this.kind = kind;
  }

  /** Hook: the options that all statements are tried with. */
  O options() throws ReflectiveOperationException {
    return Defaults.of(kind.options());
  }

  /** Hook: the row that has the first score after a start, counted from 1. */
  int firstScore() {
    return Integer.parseInt(model().parameters().getOrDefault("window-rows", "15"));
  }

  /**
   * Hook: disturbs the pump's current as the kind is made to notice it within 100 rows.
   *
   * @param since rows since the disturbance began, from 0
   */
  void disturb(Row row, int since) {
    row.set(CURRENT, row.value(CURRENT) + 4);
  }

  /** Hook: what 100 rows of a source that stands still give. */
  void seesAFrozenSource(Detector detector, Verdict last) {
    assertThat(last).isEqualTo(Verdict.FROZEN);
  }

  /** Hook: false for a kind that has nothing to learn from rows. */
  boolean needsRows() {
    return true;
  }

  /** Hook: training rows after which 9,000 rows of an operator's moves hold nothing new. */
  int enoughRows() {
    return 5000;
  }

  /** Hook: the most CPU time that a row of twelve tags may take, microseconds. */
  double mostMicros() {
    return 500;
  }

  @BeforeAll
  void trainOnce() throws Exception {
    trained = train(PumpRows.training(5, TRAINING));
  }

  final TrainedModel model() {
    if (trained == null) {
      throw new IllegalStateException("trained before all tests");
    }
    return trained;
  }

  final TrainedModel train(TrainingRows rows) throws Exception {
    return kind.trainWith(rows, options(), Goal.USUAL);
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(DetectorKind.named(kind.name()))
        .hasValueSatisfying(found -> assertThat(found).hasSameClassAs(kind));
  }

  /** Standard output belongs to the user's data; a library may print its progress there. */
  @Test
  void trainingTwiceGivesTheSameModelAndPrintsNothing() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    TrainedModel again;
    try {
      again = train(PumpRows.training(5, TRAINING));
    } finally {
      System.setOut(out);
    }
    assertThat(again.numbers()).isEqualTo(model().numbers());
    assertThat(again.threshold()).isEqualTo(model().threshold());
    assertThat(scores(kind.detector(again), 9, 500))
        .isEqualTo(scores(kind.detector(model()), 9, 500));
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aModelSurvivesSavingToTheBit(@TempDir Path folder) throws Exception {
    ModelStore store = new ModelStore(folder);
    store.save("pump", model());
    TrainedModel loaded = store.latest("pump").orElseThrow().model();
    assertThat(loaded).isEqualTo(model());
    assertThat(scores(kind.detector(loaded), 9, 500))
        .isEqualTo(scores(kind.detector(model()), 9, 500));
  }

  @Test
  void aModelOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> kind.detector(changed(model(), "other", model().threshold())))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("of kind other");
  }

  @Test
  void normalOperationStaysQuietOnEverySeed() throws Exception {
    int above = 0;
    int all = 0;
    for (int seed = 1; seed <= 2; seed++) {
      Detector detector = kind.detector(train(PumpRows.training(seed, enoughRows())));
      double[] scores = scores(detector, 100 + seed, 9000);
      above += (int) Arrays.stream(scores).filter(score -> score >= 1).count();
      all += scores.length;
    }
    assertThat((double) above / all).isLessThan(0.003);
  }

  @Test
  void anUntrainableSetOfRowsIsRefusedInOneSentence() {
    if (needsRows()) {
      refused(new TrainingRows(PumpRows.COLUMNS, 10), "there are no training rows");
      refused(PumpRows.training(1, 20), "training has 20 rows, it needs at least");
      refused(constant(), "no tag moved in 1000 training rows");
    }
  }

  @Test
  void aConstantColumnIsNoHindranceAndNotJudged() throws Exception {
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
    Detector with = kind.detector(train(rows));
    // Other training rows may have chosen another window.
    for (int i = 0; i < firstScore() + 30; i++) {
      pump.next(twelve);
      copy(twelve, row);
      if (i % 5 == 0) {
        row.unusable(SIZE, Verdict.BAD_QUALITY);
      } else {
        row.set(SIZE, i);
      }
      with.update(row);
    }
    assertThat(with.score()).isLessThan(1);
    assertThat(with.contributions(99)).noneMatch(part -> part.tag().equals("pump/spare"));
  }

  static TrainedModel changed(TrainedModel model, String kind, double threshold) {
    return new TrainedModel(
        kind,
        model.columns(),
        model.data(),
        model.parameters(),
        threshold,
        model.offLevel(),
        model.numbers(),
        model.library());
  }

  static Row[] rows(long seed, int count) {
    PumpRows pump = new PumpRows(seed);
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      rows[i] = new Row(SIZE);
      pump.next(rows[i]);
    }
    return rows;
  }

  /** The score of each scored row of normal operation. */
  static double[] scores(Detector detector, long seed, int count) {
    return Arrays.stream(rows(seed, count))
        .filter(row -> detector.update(row) == Verdict.SCORED)
        .mapToDouble(row -> detector.score())
        .toArray();
  }

  private void refused(TrainingRows rows, String sentence) {
    assertThatThrownBy(() -> train(rows))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(sentence);
  }

  private static TrainingRows constant() {
    TrainingRows rows = new TrainingRows(List.of(Column.process("a", "bar")), 1000);
    Row row = new Row(1);
    for (int i = 0; i < 1000; i++) {
      row.set(0, 4);
      row.time(i * 1000L);
      rows.add(row);
    }
    return rows;
  }

  private static void copy(Row from, Row into) {
    for (int column = 0; column < from.size(); column++) {
      into.set(column, from.value(column));
    }
    into.time(from.time());
  }
}
