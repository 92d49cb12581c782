package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.plant.PumpRows;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every detector kind keeps to; one small subclass each. Hooks are in {@link
 * TrainingContractTest}; kinds that look at an asset's tags together are under {@link
 * AssetContractTest}.
 */
abstract class DetectorContractTest<O extends Record> extends TrainingContractTest<O> {
  private Detector detector;

  DetectorContractTest(DetectorKind<O> kind) {
    super(kind);
  }

  @BeforeEach
  void freshDetector() throws ModelException {
    detector = kind.detector(model());
  }

  @Test
  void theSameRowsAlwaysGiveTheSameScores() throws ModelException {
    double[] first = scores(detector, 9, 500);
    detector.reset();
    assertThat(scores(detector, 9, 500)).isEqualTo(first);
    assertThat(scores(kind.detector(model()), 9, 500)).isEqualTo(first);
  }

  @Test
  void scoresAreFiniteAndNotNegativeEvenForAbsurdValues() {
    PumpRows pump = new PumpRows(9);
    Row row = new Row(SIZE);
    double[] absurd = {1e308, -1e308, Double.MIN_VALUE, 0, -0.0, 1e17};
    for (int i = 0; i < 600; i++) {
      pump.next(row);
      if (i > 100) {
        row.set(i % 9, absurd[i % absurd.length]);
      }
      if (detector.update(row) == Verdict.SCORED) {
        assertThat(detector.score()).isFinite().isNotNegative();
        for (Contribution contribution : detector.contributions(3)) {
          assertThat(contribution.share()).isBetween(0.0, 1.0);
          assertThat(contribution.expected()).isFinite();
        }
      }
    }
  }

  @Test
  void aRowAllocatesNothing() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Row[] rows = rows(9, 2000);
    for (int turn = 0; turn < (bytesPerRow() == 0 ? 10 : 1); turn++) {
      run(rows);
    }
    // The interpreter or a compilation may charge the thread something once: the least counts.
    long least = Long.MAX_VALUE;
    for (int turn = 0; turn < 5; turn++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(rows);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(rows.length / 2 + rows.length * bytesPerRow());
  }

  /** What a library cannot do without; 0 where the kind is ours alone. */
  long bytesPerRow() {
    return 0;
  }

  @ParameterizedTest
  @Tag("attack-43")
  @ValueSource(doubles = {-0.0, Double.MIN_VALUE, 1e308, -1e308, Double.MAX_VALUE})
  void aFarValueHasAFiniteScoreOrNone(double value) {
    warmUp();
    PumpRows pump = new PumpRows(9);
    Row row = new Row(SIZE);
    for (int i = 0; i < 300; i++) {
      pump.next(row);
      if (i >= 100 && i < 150) {
        for (int column = 0; column < SIZE; column++) {
          row.set(column, value);
        }
      }
      if (detector.update(row) == Verdict.SCORED) {
        assertThat(detector.score()).as("row %d", i).isFinite();
      }
    }
  }

  @Test
  @Tag("attack-43")
  void aRowOfNaNsIsNotFiniteAndHasNoScore() {
    warmUp();
    Row row = new Row(SIZE);
    for (int column = 0; column < SIZE; column++) {
      row.set(column, column % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
    }
    row.time(2001 * PumpRows.INTERVAL);
    assertThat(detector.update(row)).isEqualTo(Verdict.NOT_FINITE);
    assertThatThrownBy(() -> detector.score()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> detector.contributions(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreThanAFifthUnusableGivesTheReasonMostOfThemHave() {
    Row row = warmUp();
    row.unusable(0, Verdict.STALE);
    row.unusable(1, Verdict.BAD_QUALITY);
    row.unusable(2, Verdict.BAD_QUALITY);
    assertThat(detector.update(row)).isEqualTo(Verdict.BAD_QUALITY);
  }

  @Test
  void withOneTagGoneTheOthersAreStillJudged() {
    PumpRows pump = new PumpRows(9);
    Row row = new Row(SIZE);
    double most = 0;
    for (int i = 0; i < 300; i++) {
      pump.next(row);
      if (i >= 100) {
        row.unusable(1, Verdict.BAD_QUALITY);
      }
      Verdict verdict = detector.update(row);
      if (i >= firstScore()) {
        assertThat(verdict).isEqualTo(Verdict.SCORED);
        most = Math.max(most, detector.score());
      }
    }
    assertThat(detector.replacedTags()).containsExactly("pump/flow");
    assertThat(most).isLessThan(1);
    assertThat(detector.contributions(99)).noneMatch(part -> part.tag().equals("pump/flow"));
  }

  @Test
  void theWindowFillsBeforeTheFirstScoreAndAnewAfterAGap() {
    Row[] rows = rows(9, 100);
    for (int i = 0; i < firstScore() - 1; i++) {
      assertThat(detector.update(rows[i])).isEqualTo(Verdict.WARMING_UP);
    }
    assertThat(detector.update(rows[firstScore() - 1])).isEqualTo(Verdict.SCORED);
    rows[firstScore()].time(rows[firstScore()].time() + Duration.ofSeconds(5).toNanos());
    assertThat(detector.update(rows[firstScore()])).isEqualTo(Verdict.WARMING_UP);
  }

  @Test
  void timeGoingBackStartsTheWindowAnew() {
    Row row = warmUp();
    row.time(5);
    assertThat(detector.update(row)).isEqualTo(Verdict.WARMING_UP);
  }

  @Test
  void anOutageEndsWithARefilledWindow() {
    PumpRows pump = new PumpRows(9);
    Row row = new Row(SIZE);
    List<Verdict> after = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      pump.next(row);
      if (i >= 100 && i < 130) {
        for (int column = 0; column < SIZE; column++) {
          row.unusable(column, Verdict.BAD_QUALITY);
        }
      }
      Verdict verdict = detector.update(row);
      if (i >= 100 && i < 130) {
        assertThat(verdict).isEqualTo(Verdict.BAD_QUALITY);
      } else if (i >= 130) {
        after.add(verdict);
      }
    }
    assertThat(after.indexOf(Verdict.SCORED)).isBetween(firstScore() * 4 / 5 - 1, firstScore());
    assertThat(after.subList(0, 5)).containsOnly(Verdict.WARMING_UP);
  }

  @Test
  void aModeThatTrainingHasNotSeenHasNoVerdictAndAChangeStartsTheWindowAnew() {
    List<Verdict> verdicts = new ArrayList<>();
    Row[] rows = rows(9, 200);
    rows[100].set(11, 0);
    for (Row row : rows) {
      verdicts.add(detector.update(row));
    }
    assertThat(verdicts.get(99)).isEqualTo(Verdict.SCORED);
    assertThat(verdicts.subList(100, 100 + firstScore())).containsOnly(Verdict.MODE_CHANGED);
    assertThat(verdicts.subList(100 + firstScore(), 200)).containsOnly(Verdict.SCORED);
  }

  @Test
  void aFrozenSourceIsNeverNormal() {
    Row row = warmUp();
    Verdict last = Verdict.SCORED;
    for (int i = 0; i < 100; i++) {
      row.time(row.time() + PumpRows.INTERVAL);
      last = detector.update(row);
    }
    seesAFrozenSource(detector, last);
  }

  @Test
  void theTagThatIsDisturbedIsNamedFirstAndSinceWhen() {
    PumpRows pump = new PumpRows(9);
    Row row = new Row(SIZE);
    double most = 0;
    for (int i = 0; i < 700; i++) {
      pump.next(row);
      if (i >= 600) {
        disturb(row, i - 600);
      }
      if (detector.update(row) == Verdict.SCORED) {
        assertThat(i >= 600 || detector.score() < 1).as("quiet at row %d", i).isTrue();
        most = Math.max(most, detector.score());
      }
    }
    assertThat(most).isGreaterThan(1);
    List<Contribution> why = detector.contributions(3);
    assertThat(why).hasSizeBetween(1, 3);
    assertThat(why.get(0).tag()).isEqualTo("pump/current");
    assertThat(why.get(0).unit()).isIn("A", "A/s", "s");
    assertThat(why.get(0).outsideFor()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
    assertThat(why.get(0).inWords()).contains("pump/current", ", expected ", ", outside for ");
    assertThat(detector.contributions(99).stream().mapToDouble(Contribution::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(why).isSortedAccordingTo((a, b) -> Double.compare(b.share(), a.share()));
    assertThat(detector.contributions(99)).noneMatch(part -> part.tag().endsWith("-sp"));
  }

  @Test
  void aRowTakesItsTimeBudgetAtMost() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Row[] rows = rows(9, 2000);
    long least = Long.MAX_VALUE;
    for (int turn = 0; turn < 3; turn++) {
      long before = threads.getCurrentThreadCpuTime();
      run(rows);
      least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
    }
    assertThat(least / 1e3 / rows.length).isLessThan(mostMicros());
  }

  @Test
  void aRowOfAnotherSizeIsACallersMistake() {
    assertThatThrownBy(() -> detector.update(new Row(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 cells");
  }

  private Row warmUp() {
    PumpRows pump = new PumpRows(9);
    Row row = new Row(SIZE);
    for (int i = 0; i < 2000; i++) {
      pump.next(row);
      detector.update(row);
    }
    return row;
  }

  private void run(Row[] rows) {
    for (Row row : rows) {
      detector.update(row);
    }
  }
}
