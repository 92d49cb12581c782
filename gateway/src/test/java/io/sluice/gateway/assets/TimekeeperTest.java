package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.LimitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TimekeeperTest {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final Slow slow = new Slow();
  private final List<String> said = new ArrayList<>();

  @Test
  void aDetectorHasAQuarterOfTheTimeBetweenRowsWithinBounds() {
    assertThat(Timekeeper.budget(INTERVAL)).hasMillis(25);
    assertThat(Timekeeper.budget(Duration.ofNanos(1))).hasMillis(1);
    assertThat(Timekeeper.budget(Duration.ofDays(1))).hasMillis(250);
  }

  @Test
  void oneWithinItsTimeRunsWhereItIsCalled() {
    Detector kept = kept(clock);
    assertThat(slow.rows).as("it is timed on").isEqualTo(100);
    assertThat(slow.value).as("and is as new").isZero();
    assertThat(kept.update(row(3))).isEqualTo(Verdict.SCORED);
    assertThat(kept.score()).isEqualTo(3);
    assertThat(said).isEmpty();
  }

  @Test
  @Tag("attack-69")
  void oneThatNeedsTenSecondsARowNeverHoldsUpItsAsset() {
    slow.takes = Duration.ofSeconds(10);
    Detector kept = kept(clock);
    assertThat(slow.rows).as("one row is enough to know").isEqualTo(1);
    assertThat(said)
        .containsExactly("scored beside the asset's loop: a row takes 10000 ms, allowed are 25 ms");
    long before = clock.nanoTime();
    assertThat(kept.update(row(7))).isEqualTo(Verdict.OVER_BUDGET);
    assertThat(kept.update(row(1))).isEqualTo(Verdict.OVER_BUDGET);
    assertThat(clock.nanoTime()).as("time that the loop has lost").isEqualTo(before);
    clock.advance(Duration.ofSeconds(11));
    assertThat(kept.update(row(2))).isEqualTo(Verdict.SCORED);
    assertThat(kept.score()).as("that of the row which was taken").isEqualTo(7);
    assertThat(kept.contributions(3)).singleElement().extracting("observed").isEqualTo(7.0);
    assertThat(kept.update(row(1))).isEqualTo(Verdict.OVER_BUDGET);
    assertThatThrownBy(kept::score).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneThatBecomesSlowLeavesTheLoopAfterThreeRowsAndOneSlowRowIsForgiven() {
    Detector kept = kept(clock);
    slow.takes = Duration.ofMillis(30);
    assertThat(kept.update(row(1))).isEqualTo(Verdict.SCORED);
    slow.takes = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      assertThat(kept.update(row(1))).isEqualTo(Verdict.SCORED);
    }
    slow.takes = Duration.ofMillis(30);
    for (int i = 0; i < 3; i++) {
      assertThat(kept.update(row(4))).isEqualTo(Verdict.SCORED);
    }
    assertThat(kept.score()).as("the third row is still answered for").isEqualTo(4);
    assertThat(said).hasSize(1);
    assertThat(kept.update(row(4))).isEqualTo(Verdict.OVER_BUDGET);
  }

  @Test
  void theAlarmAndAResetReachTheDetectorWithItsNextRow() {
    slow.takes = Duration.ofSeconds(1);
    Detector kept = kept(clock);
    kept.update(row(7));
    clock.advance(Duration.ofSeconds(2));
    kept.alarmStands(true);
    kept.reset();
    assertThat(kept.update(row(8)))
        .as("the score is of before the reset")
        .isEqualTo(Verdict.OVER_BUDGET);
    int resets = slow.resets;
    clock.advance(Duration.ofSeconds(2));
    assertThat(slow.resets).isEqualTo(resets + 1);
    assertThat(slow.alarm).isTrue();
    assertThat(kept.update(row(1))).isEqualTo(Verdict.SCORED);
    assertThat(kept.score()).isEqualTo(8);
  }

  @Test
  void aDetectorThatFailsOnTheWorkerFailsWhereItIsCalled() {
    slow.takes = Duration.ofSeconds(1);
    Detector kept = kept(clock);
    kept.update(row(-1));
    clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> kept.update(row(1))).hasMessage("below zero");
    clock.advance(Duration.ofSeconds(2));
    assertThat(kept.update(row(1))).as("it goes on").isEqualTo(Verdict.SCORED);
  }

  @Test
  @Tag("attack-69")
  void whileTheWorkerIsStuckTheLoopGoesOn() throws InterruptedException {
    SystemClock real = new SystemClock();
    CountDownLatch stuck = new CountDownLatch(1);
    try (Timekeeper timekeeper = new Timekeeper(real)) {
      slow.takes = Duration.ofSeconds(10);
      TimedDetector.Pace pace = pace(real, timekeeper);
      Detector kept = new TimedDetector(slow, pace, 1);
      slow.blocked = stuck;
      for (int i = 0; i < 1000; i++) {
        assertThat(kept.update(row(1))).isEqualTo(Verdict.OVER_BUDGET);
      }
      assertThat(slow.entered.await(10, TimeUnit.SECONDS)).isTrue();
      stuck.countDown();
    }
  }

  @Test
  void aKindStaysItselfAndItsDetectorsAreTimed() throws Exception {
    try (Timekeeper timekeeper = new Timekeeper(clock)) {
      DetectorKind<LimitKind.Options> kept = timekeeper.keeping("slow", new LimitKind());
      assertThat(kept.name()).isEqualTo("limit");
      TrainingRows rows = new TrainingRows(slow.columns(), 20);
      for (int i = 0; i < 20; i++) {
        Row row = row(i % 2);
        row.time(i * INTERVAL.toNanos());
        rows.add(row);
      }
      TrainedModel model = kept.trainWith(rows, new LimitKind.Options(1), Goal.USUAL);
      Detector detector = kept.detector(model);
      assertThat(detector).isInstanceOf(TimedDetector.class);
      assertThat(detector.update(row(2))).isEqualTo(Verdict.SCORED);
      assertThat(detector.score()).isEqualTo(1.5);
    }
  }

  private TimedDetector.Pace pace(PlantClock by, Timekeeper timekeeper) {
    return new TimedDetector.Pace(
        "slow", Timekeeper.budget(INTERVAL), by, timekeeper::execute, said::add);
  }

  private Detector kept(PlantClock by) {
    return new Timekeeper(by).keep("slow", slow, INTERVAL, said::add);
  }

  private static Row row(double value) {
    Row row = new Row(1);
    row.set(0, value);
    return row;
  }

  /** Scores with its row's value, and takes its time. */
  private final class Slow implements Detector {
    private final CountDownLatch entered = new CountDownLatch(1);
    private volatile CountDownLatch blocked = new CountDownLatch(0);
    private Duration takes = Duration.ZERO;
    private int rows;
    private int resets;
    private boolean alarm;
    private double value;

    @Override
    public List<Column> columns() {
      return List.of(Column.process("t", "bar"));
    }

    @Override
    public Verdict update(Row row) {
      rows++;
      entered.countDown();
      clock.advance(takes);
      try {
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      value = row.value(0);
      if (value < 0) {
        throw new IllegalStateException("below zero");
      }
      return Verdict.SCORED;
    }

    @Override
    public double score() {
      return value;
    }

    @Override
    public double offLevel() {
      return 0.8;
    }

    @Override
    public List<Contribution> contributions(int most) {
      return List.of(new Contribution("t", "bar", Aspect.LEVEL, 1, value, 0, 0, 1));
    }

    @Override
    public List<String> replacedTags() {
      return List.of();
    }

    @Override
    public void alarmStands(boolean stands) {
      alarm = stands;
    }

    @Override
    public void reset() {
      resets++;
      value = 0;
    }
  }
}
