package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.setpoints.Phase.Armed;
import io.sluice.gateway.setpoints.Phase.Closed;
import io.sluice.gateway.setpoints.Phase.Hold;
import io.sluice.gateway.setpoints.Phase.Off;
import io.sluice.gateway.setpoints.Phase.Shadow;
import io.sluice.gateway.setpoints.Phase.Shed;
import io.sluice.gateway.setpoints.Phase.Tripped;
import io.sluice.gateway.setpoints.PhaseEvent.Confirmed;
import io.sluice.gateway.setpoints.PhaseEvent.HoldNow;
import io.sluice.gateway.setpoints.PhaseEvent.InputsGood;
import io.sluice.gateway.setpoints.PhaseEvent.Lose;
import io.sluice.gateway.setpoints.PhaseEvent.Release;
import io.sluice.gateway.setpoints.PhaseEvent.Stop;
import io.sluice.gateway.setpoints.PhaseEvent.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseMachineTest {
  private static final Closed CLOSED = new Closed("Ada");

  @Test
  void aClosedSetpointBeginsInHold() {
    assertThat(PhaseMachine.initial(SetpointMode.CLOSED, 0))
        .isInstanceOfSatisfying(
            Hold.class, hold -> assertThat(hold.cause()).isEqualTo(HoldCause.RESTART));
    assertThat(PhaseMachine.initial(SetpointMode.OFF, 0)).isInstanceOf(Off.class);
    assertThat(PhaseMachine.initial(SetpointMode.SHADOW, 0)).isEqualTo(new Shadow());
  }

  @Test
  void theFirstConfirmedWriteClosesAnArmedSetpoint() {
    assertThat(next(new Armed("Ada"), new Confirmed())).isEqualTo(CLOSED);
  }

  @ParameterizedTest
  @EnumSource(HoldCause.class)
  void onlyTheHoldsThePlantCausedEndByThemselves(HoldCause cause) {
    Phase hold = next(CLOSED, new HoldNow(cause, "why"));
    boolean byItself = cause == HoldCause.INPUTS || cause == HoldCause.INTERLOCK;

    assertThat(next(hold, new InputsGood())).isEqualTo(byItself ? CLOSED : hold);
    assertThat(next(hold, new Release("Grace"))).isEqualTo(new Armed("Grace"));
  }

  @Test
  void aPersonsHoldOutweighsTheInputs() {
    Phase hold = next(CLOSED, new HoldNow(HoldCause.INTERLOCK, "shut"));
    Phase stronger = next(hold, new HoldNow(HoldCause.PERSON, "seal"));

    assertThat(next(stronger, new InputsGood())).isEqualTo(stronger);
    assertThat(next(stronger, new HoldNow(HoldCause.INPUTS, "old"))).isEqualTo(stronger);
  }

  @Test
  void theSameHoldSeenAgainKeepsItsAgeAndReason() {
    Phase hold = PhaseMachine.next(CLOSED, new HoldNow(HoldCause.INPUTS, "1.2 s old"), 5);

    assertThat(PhaseMachine.next(hold, new HoldNow(HoldCause.INPUTS, "9 s old"), 99))
        .isEqualTo(hold);
  }

  @Test
  void shedAndTrippedNeedAPerson() {
    for (Phase lost : List.of(new Shed("why"), new Tripped("why"))) {
      assertThat(next(lost, new InputsGood())).isEqualTo(lost);
      assertThat(next(lost, new Confirmed())).isEqualTo(lost);
      assertThat(next(lost, new HoldNow(HoldCause.INPUTS, "old"))).isEqualTo(lost);
      assertThat(next(lost, new Release("Ada"))).isEqualTo(new Armed("Ada"));
    }
  }

  @Test
  void offStaysOff() {
    Phase off = next(CLOSED, new Stop("stopped"));

    assertThat(off).isEqualTo(new Off("stopped"));
    assertThat(next(off, new Release("Ada"))).isEqualTo(off);
  }

  @Test
  void whateverHappensOnlyAReleaseGivesControl() {
    SplittableRandom random = new SplittableRandom(7);
    for (SetpointMode mode : SetpointMode.values()) {
      for (int run = 0; run < 500; run++) {
        Phase phase = PhaseMachine.initial(mode, 0);
        for (int i = 0; i < 30; i++) {
          phase = PhaseMachine.next(phase, any(random), i);
          assertThat(phase).isNotInstanceOf(Armed.class).isNotInstanceOf(Closed.class);
        }
      }
    }
  }

  private static PhaseEvent any(SplittableRandom random) {
    List<PhaseEvent> events =
        new ArrayList<>(
            List.of(new InputsGood(), new Confirmed(), new Lose("why"), new Trip("why")));
    for (HoldCause cause : HoldCause.values()) {
      events.add(new HoldNow(cause, "why"));
    }
    return events.get(random.nextInt(events.size()));
  }

  private static Phase next(Phase phase, PhaseEvent event) {
    return PhaseMachine.next(phase, event, 10);
  }
}
