package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.setpoints.FakePlant.ReadHabit;
import io.sluice.gateway.setpoints.FakePlant.WriteHabit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetpointTest {
  private static final SetpointOptions CLOSED = Examples.options(SetpointMode.CLOSED);

  @Test
  void aReleasedSetpointWritesAndReadsBack() {
    Bench bench = Bench.released(CLOSED);

    Decision decision = bench.asked(1100);

    assertThat(decision).isInstanceOf(Decision.Write.class);
    assertThat(bench.plant.value(Examples.SPEED_SP)).isEqualTo(1100);
    assertThat(bench.outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.result()).isEqualTo(new WriteResult.Confirmed(1100));
              assertThat(outcome.before()).isEqualTo(1170);
              assertThat(outcome.attempts()).isEqualTo(1);
            });
    assertThat(bench.phases).containsExactly("HOLD → ARMED", "ARMED → CLOSED");
    assertThat(bench.setpoint.status().current()).isEqualTo(1100);
  }

  @Test
  void afterAStartNothingIsWrittenUntilAPersonReleases() {
    Bench bench = new Bench(CLOSED);

    assertThat(bench.asked(1100).guard()).isEqualTo("hold");
    assertThat(bench.written()).isEmpty();

    bench.setpoint.release("Ada");
    assertThat(bench.asked(1100)).isInstanceOf(Decision.Write.class);
    assertThat(bench.setpoint.status().person()).isEqualTo("Ada");
  }

  @Test
  void afterARestartItHoldsAgain() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);

    bench.restart(CLOSED);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.asked(1050).guard()).isEqualTo("hold");
    assertThat(bench.written()).hasSize(1);
  }

  @Test
  void shadowReadsFreshAndNeverWrites() {
    Bench bench = new Bench(Examples.options(SetpointMode.SHADOW));

    assertThat(bench.asked(1100)).isInstanceOf(Decision.Shadow.class);
    bench.plant.set(Examples.STATE, 1);
    bench.run(Duration.ofSeconds(3));
    assertThat(bench.asked(1050).guard()).isEqualTo("interlock");

    assertThat(bench.plant.log()).isEmpty();
    assertThat(bench.setpoint.status().counters().shadows()).isEqualTo(1);
    assertThat(bench.setpoint.release("Ada")).isInstanceOf(ReleaseAnswer.Refused.class);
  }

  @Test
  void aFarTargetIsReachedInSteps() {
    Bench bench = Bench.released(CLOSED);

    for (int i = 0; i < 5; i++) {
      bench.asked(900);
      bench.run(Duration.ofSeconds(2));
    }

    assertThat(bench.written().stream().map(FakePlant.Written::value))
        .containsExactly(1070.0, 970.0, 900.0);
  }

  @Test
  void aRequestWhileAWriteIsPendingIsHeld() {
    Bench bench = Bench.released(CLOSED);
    CompletableFuture<Decision> first = bench.ask(1100);

    Decision second = bench.asked(1150);

    assertThat(second.guard()).isEqualTo("pending");
    bench.run(Duration.ofSeconds(1));
    assertThat(Bench.done(first)).isInstanceOf(Decision.Write.class);
    assertThat(bench.written()).hasSize(1);
  }

  @Test
  void aPermissiveThatDropsBetweenDecisionAndWriteStopsIt() {
    Bench bench = Bench.released(CLOSED);
    // The last scan still says 3; only the fresh read can know.
    bench.plant.set(Examples.STATE, 1);
    bench.scanning(Bench.Scanning.NONE);

    assertThat(bench.asked(1100).guard()).isEqualTo("interlock");
    assertThat(bench.written()).isEmpty();
  }

  @Test
  void aHoldForTheInterlockEndsByItself() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.plant.set(Examples.STATE, 1);
    bench.run(Duration.ofSeconds(60));
    assertThat(bench.phase()).isInstanceOf(Phase.Hold.class);

    bench.plant.set(Examples.STATE, 3);
    bench.run(Duration.ofSeconds(2));

    assertThat(bench.phase()).isEqualTo(new Phase.Closed("Ada"));
    assertThat(bench.asked(1050)).isInstanceOf(Decision.Write.class);
  }

  @Test
  void inputsThatStayAwayShedControl() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.scanning(Bench.Scanning.NONE);
    bench.plant.habit(ReadHabit.SILENT);

    bench.run(Duration.ofSeconds(3));
    assertThat(bench.phase()).isInstanceOf(Phase.Hold.class);
    bench.run(Duration.ofSeconds(6));
    assertThat(bench.phase()).isInstanceOf(Phase.Shed.class);

    bench.plant.habit(ReadHabit.ANSWER);
    bench.scanning(Bench.Scanning.ALL);
    bench.run(Duration.ofSeconds(60));
    assertThat(bench.asked(1050).guard()).isEqualTo("shed");
    assertThat(bench.setpoint.release("Ada")).isInstanceOf(ReleaseAnswer.Released.class);
    assertThat(bench.asked(1050)).isInstanceOf(Decision.Write.class);
  }

  @Test
  void aBadInputHoldsAndThenSheds() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.fault(Examples.PRESSURE, StatusCode.BAD_SENSOR_FAILURE);

    assertThat(bench.asked(1100).guard()).isEqualTo("quality");
    bench.run(Duration.ofSeconds(7));

    assertThat(bench.phase())
        .isInstanceOfSatisfying(
            Phase.Shed.class,
            shed ->
                assertThat(shed.reason())
                    .isEqualTo("exchanger/pressure is Bad_SensorFailure, for 5 s"));
    assertThat(bench.written()).isEmpty();
  }

  @Test
  void somebodyElsesValueTakesControlAway() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.plant.set(Examples.SPEED_SP, 1500);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.asked(1050).guard()).isEqualTo("compare");
    bench.run(Duration.ofMinutes(5));
    assertThat(bench.asked(1050).guard()).isEqualTo("hold");
    assertThat(bench.plant.value(Examples.SPEED_SP)).isEqualTo(1500);

    bench.setpoint.release("Ada");
    assertThat(bench.asked(1450)).isInstanceOf(Decision.Write.class);
  }

  @Test
  void aDroppedWriteIsRetriedOnceWithTheSameValueAndThenShed() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.habit(WriteHabit.DROP);

    bench.asked(1100);

    assertThat(bench.written().stream().map(FakePlant.Written::value))
        .containsExactly(1100.0, 1100.0);
    assertThat(bench.phase())
        .isEqualTo(
            new Phase.Shed("pump-1/speed-sp: wrote 1100 rpm, shows 1170 rpm after 2 attempts"));
    bench.run(Duration.ofSeconds(10));
    bench.asked(1100);
    assertThat(bench.written()).hasSize(2);
  }

  @Test
  void aWriteDroppedOnceSucceedsAtTheRetry() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.habit(WriteHabit.DROP);
    CompletableFuture<Decision> answer = bench.ask(1100);
    bench.run(Duration.ofSeconds(1));
    bench.plant.habit(WriteHabit.OBEY);
    bench.run(Duration.ofSeconds(3));

    assertThat(Bench.done(answer)).isInstanceOf(Decision.Write.class);
    assertThat(bench.plant.value(Examples.SPEED_SP)).isEqualTo(1100);
    assertThat(bench.phase()).isEqualTo(new Phase.Closed("Ada"));
    SetpointCounters counters = bench.setpoint.status().counters();
    assertThat(counters.sent()).isEqualTo(2);
    assertThat(counters.mismatches()).isEqualTo(1);
    assertThat(counters.confirmed()).isEqualTo(1);
  }

  @Test
  void aMangledValueIsNotFoughtOver() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.habit(WriteHabit.MANGLE);

    bench.asked(1100);

    assertThat(bench.written()).hasSize(1);
    assertThat(bench.phase())
        .isEqualTo(
            new Phase.Shed("pump-1/speed-sp: wrote 1100 rpm, shows 550 rpm after 1 attempt"));
  }

  @Test
  void aLostAnswerIsFoundOutByTheNextRead() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.habit(WriteHabit.APPLY_THEN_LOSE_ANSWER);

    bench.asked(1100);

    assertThat(bench.written()).hasSize(1);
    assertThat(bench.phase()).isEqualTo(new Phase.Closed("Ada"));
    assertThat(bench.outcomes.get(0).result()).isEqualTo(new WriteResult.Confirmed(1100));
  }

  @ParameterizedTest
  @EnumSource(WriteHabit.class)
  void everyRequestEndsWhateverThePortDoes(WriteHabit habit) {
    Bench bench = Bench.released(CLOSED);
    bench.plant.habit(habit);

    bench.asked(1100);
    bench.run(Duration.ofSeconds(20));

    assertBalanced(bench);
    assertThat(bench.outcomes).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ReadHabit.class)
  void everyRequestEndsWhateverTheReadDoes(ReadHabit habit) {
    Bench bench = Bench.released(CLOSED);
    bench.plant.habit(habit);

    bench.asked(1100);

    assertBalanced(bench);
    assertThat(bench.written()).hasSize(habit == ReadHabit.ANSWER ? 1 : 0);
  }

  @Test
  void aReadThatTakesTooLongDropsTheDecision() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.readDelay(Duration.ofMillis(700));

    assertThat(bench.asked(1100).guard()).isEqualTo("deadline");
    bench.run(Duration.ofSeconds(5));
    assertThat(bench.written()).isEmpty();
  }

  @Test
  void afterALinkStallNoOldWriteArrives() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.writeDelay(Duration.ofSeconds(5));
    CompletableFuture<Decision> answer = bench.ask(1100);
    bench.run(Duration.ofMillis(200));
    bench.plant.writeDelay(Duration.ofMillis(2));
    bench.plant.habit(WriteHabit.OBEY);
    bench.run(Duration.ofSeconds(10));

    assertThat(answer).isDone();
    for (FakePlant.Written written : bench.written()) {
      assertThat(written.handedNanos()).isLessThanOrEqualTo(written.notAfterNanos());
    }
    assertBalanced(bench);
  }

  @Test
  void aFullDiskStopsTheWriting() {
    Bench bench = Bench.released(CLOSED);
    bench.audit.space(Bench.MemoryAudit.Space.FULL);

    assertThat(bench.asked(1100).guard()).isEqualTo("audit");
    bench.audit.space(Bench.MemoryAudit.Space.FREE);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.asked(1100).guard()).isEqualTo("hold");
    assertThat(bench.written()).isEmpty();
    assertThat(bench.setpoint.status().counters().auditFailures()).isPositive();
  }

  @Test
  void theWritesOfAnHourAreCountedAcrossRestarts() {
    SetpointOptions three =
        Examples.with(CLOSED, Examples.move("100 rpm", "50 rpm/s", "3 per hour"));
    Bench bench = Bench.released(three);
    double[] targets = {1100, 1170, 1100, 1170, 1100};
    for (double target : targets) {
      bench.asked(target);
      bench.restart(three);
      bench.setpoint.release("Ada");
      bench.run(Duration.ofSeconds(3));
    }
    assertThat(bench.written()).hasSize(3);
    assertThat(bench.asked(1100).guard()).isEqualTo("max-writes");

    bench.run(Duration.ofHours(1));
    assertThat(bench.asked(1150)).isInstanceOf(Decision.Write.class);
  }

  private static void assertBalanced(Bench bench) {
    SetpointCounters c = bench.setpoint.status().counters();
    assertThat(c.writes() + c.clamps() + c.holds() + c.refusals() + c.shadows())
        .isEqualTo(c.requests());
    assertThat(c.confirmed() + c.mismatches() + c.unconfirmed() + c.failed() + c.expired())
        .isEqualTo(c.sent());
    assertThat(bench.audit.verdicts()).isEqualTo(c.requests());
  }
}
