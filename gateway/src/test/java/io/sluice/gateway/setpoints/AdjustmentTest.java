package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.setpoints.Adjustment.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdjustmentTest {
  private static final long MS = 1_000_000L;

  private final List<Double> targets = new ArrayList<>();
  private Adjustment adjustment = adjustment("-10 %", AdjustmentOptions.Return.RAMP);
  private Adjustment.State state = Adjustment.idle();
  private long now;
  private long releases;

  @Test
  void withoutAnAlarmNothingIsAsked() {
    see(Alarm.CLEAR, 1500.0, 10_000);

    assertThat(targets).isEmpty();
  }

  @Test
  void anAlarmAsksForTheStepFromTheOperatorsValue() {
    see(Alarm.ACTIVE, 1500.0, 100);

    assertThat(targets).containsExactly(1350.0);
  }

  @Test
  void anAbsoluteStepIsAnAmount() {
    adjustment = adjustment("−100 rpm", AdjustmentOptions.Return.RAMP);
    see(Alarm.ACTIVE, 1500.0, 100);

    assertThat(targets).containsExactly(1400.0);
  }

  @Test
  void itAsksOncePerIntervalUntilTheTargetIsReached() {
    see(Alarm.ACTIVE, 1500.0, 5_900);
    assertThat(targets).containsExactly(1350.0, 1350.0, 1350.0);

    see(Alarm.ACTIVE, 1350.0, 60_000);
    assertThat(targets).hasSize(3);
  }

  @Test
  void afterTheDwellItGoesBackToTheBaselineAndEnds() {
    see(Alarm.ACTIVE, 1500.0, 100);
    see(Alarm.CLEAR, 1350.0, 4_900);
    assertThat(targets).containsExactly(1350.0);

    see(Alarm.CLEAR, 1350.0, 300);
    see(Alarm.CLEAR, 1498.0, 10_000);
    assertThat(targets).containsExactly(1350.0, 1500.0);
    assertThat(state).isEqualTo(Adjustment.idle());
  }

  @Test
  void withHoldItStays() {
    adjustment = adjustment("-10 %", AdjustmentOptions.Return.HOLD);
    see(Alarm.ACTIVE, 1500.0, 100);
    see(Alarm.CLEAR, 1350.0, 60_000);

    assertThat(targets).containsExactly(1350.0);
    assertThat(state).isEqualTo(Adjustment.idle());
  }

  @Test
  void aSecondAlarmOnTheWayBackKeepsTheFirstBaseline() {
    see(Alarm.ACTIVE, 1500.0, 100);
    see(Alarm.CLEAR, 1350.0, 6_000);
    see(Alarm.ACTIVE, 1400.0, 4_000);

    assertThat(targets.get(targets.size() - 1)).isEqualTo(1350);
    assertThat(targets).doesNotContain(1400 * 0.9);
  }

  @Test
  void aFlickeringAlarmInTheDwellDoesNotAddStepToStep() {
    for (int i = 0; i < 20; i++) {
      see(Alarm.ACTIVE, i == 0 ? 1500.0 : 1350.0, 1_000);
      see(Alarm.CLEAR, 1350.0, 1_000);
    }

    assertThat(targets).containsOnly(1350.0);
  }

  @Test
  void withoutAKnownValueItWaits() {
    see(Alarm.ACTIVE, null, 10_000);
    assertThat(targets).isEmpty();

    see(Alarm.ACTIVE, 1500.0, 100);
    assertThat(targets).containsExactly(1350.0);
  }

  @Test
  void aPersonsReleaseMakesANewBaseline() {
    see(Alarm.ACTIVE, 1500.0, 100);
    releases++;
    see(Alarm.ACTIVE, 1200.0, 100);

    assertThat(targets).containsExactly(1350.0, 1080.0);
  }

  private void see(Alarm alarm, @Nullable Double current, long millis) {
    for (long end = now + millis * MS; now < end; now += 100 * MS) {
      Adjustment.Turn turn =
          adjustment.next(state, new Adjustment.Moment(alarm, current, releases, now));
      state = turn.state();
      Double target = turn.target();
      if (target != null) {
        targets.add(target);
      }
    }
  }

  private static Adjustment adjustment(String step, AdjustmentOptions.Return returning) {
    return new Adjustment(
        new AdjustmentOptions(
            "pump-1-health", Quantity.parse(step), returning, Duration.ofSeconds(5)),
        5,
        Duration.ofSeconds(2));
  }
}
