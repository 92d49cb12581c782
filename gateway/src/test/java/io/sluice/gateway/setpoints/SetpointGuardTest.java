package io.sluice.gateway.setpoints;

import static io.sluice.gateway.setpoints.Examples.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetpointGuardTest {
  private static final long NOW = 100_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final SetpointGuard guard = Examples.guard(Examples.options(SetpointMode.CLOSED));

  @Test
  void aSmallMoveInsideAllLimitsIsWritten() {
    Decision decision = decide(1220, closed(), inputs(1170, NOW));

    assertThat(decision).isEqualTo(new Decision.Write(1220, "writes 1220 rpm, was 1170 rpm"));
  }

  @Test
  void aFarTargetIsClampedToTheUpperBound() {
    Decision decision = decide(2500, closed(), inputs(1700, NOW));

    assertThat(decision)
        .isEqualTo(
            new Decision.Clamp(
                2500,
                1750,
                "clamp",
                "clamp high 1750 rpm",
                "asked 2500 rpm, clamp high 1750 rpm: writes 1750 rpm, was 1700 rpm"));
  }

  @Test
  void aFarTargetBecomesOneStep() {
    Decision decision = decide(1000, closed(NOW - 60 * SECOND), inputs(1170, NOW));

    assertThat(decision)
        .isEqualTo(
            new Decision.Clamp(
                1000,
                1070,
                "max-step",
                "max-step 100 rpm",
                "asked 1000 rpm, max-step 100 rpm: writes 1070 rpm, was 1170 rpm"));
  }

  @Test
  void theRateLimitsAMoveSoonAfterTheLast() {
    SetpointGuard slow =
        Examples.guard(
            Examples.with(
                Examples.options(SetpointMode.CLOSED),
                Examples.move("100 rpm", "10 rpm/s", "60 per hour")));

    Decision decision =
        slow.decide(request(1000), closed(NOW - 3 * SECOND), inputs(1170, NOW), NOW);

    assertThat(decision.sentence())
        .isEqualTo("asked 1000 rpm, max-rate 10 rpm/s over 3 s: writes 1140 rpm, was 1170 rpm");
    assertThat(decision.guard()).isEqualTo("max-rate");
  }

  @Test
  void aFirstMoveIsWhatTheRateAllowsInOneInterval() {
    SetpointGuard slow =
        Examples.guard(
            Examples.with(
                Examples.options(SetpointMode.CLOSED),
                Examples.move("100 rpm", "10 rpm/s", "60 per hour")));

    Decision decision = slow.decide(request(1300), closed(), inputs(1170, NOW), NOW);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Clamp.class, clamp -> assertThat(clamp.value()).isEqualTo(1190));
  }

  @ParameterizedTest
  @CsvSource({
    "899.9, 950, 900",
    "900, 950, 900",
    "1750, 1700, 1750",
    "1750.1, 1700, 1750",
    "4.9e-324, 950, 900",
    "-0.0, 950, 900",
    "1e308, 1700, 1750",
    "-1e308, 950, 900"
  })
  @org.junit.jupiter.api.Tag("attack-43")
  void theBoundsHold(double asked, double current, double written) {
    assertThat(value(decide(asked, closed(), inputs(current, NOW)))).isEqualTo(written);
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("attack-43")
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void infinityIsRefusedWithTheValueThatWouldPass(double asked) {
    Decision decision = decide(asked, closed(), inputs(1000, NOW));

    double bound = asked > 0 ? 1750 : 900;
    assertThat(decision)
        .isEqualTo(
            new Decision.Refuse(
                "finite",
                "asked " + asked + ", which is not a value; " + (int) bound + " rpm would pass",
                bound));
  }

  @Test
  @org.junit.jupiter.api.Tag("attack-43")
  void noNumberIsRefused() {
    assertThat(decide(Double.NaN, closed(), inputs(1000, NOW)))
        .isEqualTo(new Decision.Refuse("finite", "asked NaN, which is not a value", null));
  }

  @Test
  void tooFarOutsideTheBoundsNothingIsWritten() {
    assertHeld(
        decide(1000, closed(), inputs(500, NOW)),
        "clamp",
        "pump-1/speed-sp is 500 rpm, too far outside 900 rpm to 1750 rpm to come back in one move;"
            + " an operator brings it back");
  }

  @Test
  void aMoveBelowMinStepIsNotWorthAWrite() {
    assertHeld(
        decide(1174.9, closed(), inputs(1170, NOW)),
        "min-step",
        "asked 1174.9 rpm, is 1170 rpm: less than min-step 5 rpm");
  }

  @Test
  void atTheBoundThereIsNothingToWrite() {
    assertHeld(
        decide(3000, closed(), inputs(1750, NOW)),
        "min-step",
        "asked 3000 rpm (clamp high 1750 rpm), is 1750 rpm: less than min-step 5 rpm");
  }

  @Test
  void writesKeepTheirDistance() {
    assertHeld(
        decide(1220, closed(NOW - 1_500_000_000L), inputs(1170, NOW)),
        "min-interval",
        "last write 1.5 s ago, min-interval is 2 s");
  }

  @Test
  void theBudgetEndsTheWriting() {
    SetpointState spent =
        new SetpointState(new Phase.Closed("Ada"), null, null, null, 60, NOW + 90 * SECOND);

    assertHeld(
        decide(1220, spent, inputs(1170, NOW)),
        "max-writes",
        "60 writes sent, allowed are 60 per hour; next in 90 s");
  }

  @Test
  void aLateDecisionIsDropped() {
    SetpointRequest late = new SetpointRequest(1220, "pump-1-watch", "", NOW - 620_000_000L);

    assertThat(guard.decide(late, closed(), inputs(1170, NOW), NOW))
        .isEqualTo(
            new Decision.Refuse("deadline", "the request is 620 ms old, deadline is 500 ms", null));
  }

  @Test
  void oneWriteAtATime() {
    SetpointState busy = new SetpointState(new Phase.Closed("Ada"), 1220.0, null, null, 0, 0);

    assertHeld(decide(1270, busy, inputs(1170, NOW)), "pending", "a write is pending: 1220 rpm");
  }

  @Test
  void anOldInputHolds() {
    assertHeld(
        decide(1220, closed(), with(Examples.PRESSURE, Examples.good(4.2, NOW - 1_200_000_000L))),
        "freshness",
        "exchanger/pressure is 1.2 s old, max-age is 1 s");
  }

  @Test
  @org.junit.jupiter.api.Tag("attack-46")
  @org.junit.jupiter.api.Tag("attack-47")
  void theAgeDoesNotComeFromTheWallClock() {
    long[] anySourceTime = {0, Long.MIN_VALUE, Long.MAX_VALUE};
    for (long sourceTime : anySourceTime) {
      Inputs.Sample sample = new Inputs.Sample(4.2, 0, NOW, sourceTime);
      assertThat(decide(1220, closed(), with(Examples.PRESSURE, sample)))
          .isInstanceOf(Decision.Write.class);
    }
  }

  @Test
  void aBadInputHolds() {
    Inputs.Sample bad = new Inputs.Sample(null, StatusCode.BAD_NOT_CONNECTED.code(), NOW, 0);

    assertHeld(
        decide(1220, closed(), with(Examples.STATE, bad)),
        "quality",
        "pump-1/state is Bad_NotConnected");
  }

  @Test
  void anUncertainInputHolds() {
    Inputs.Sample uncertain = new Inputs.Sample(3.0, StatusCode.UNCERTAIN.code(), NOW, 0);

    assertHeld(
        decide(1220, closed(), with(Examples.STATE, uncertain)),
        "quality",
        "pump-1/state is Uncertain");
  }

  @Test
  void anOverflowedInputHolds() {
    Inputs.Sample overflowed = new Inputs.Sample(3.0, 0x0000_0480, NOW, 0);

    assertHeld(
        decide(1220, closed(), with(Examples.STATE, overflowed)),
        "quality",
        "pump-1/state lost samples in an overflowing queue");
  }

  @Test
  void aMissingInputHolds() {
    assertHeld(
        decide(1220, closed(), with(Examples.STATE, null)),
        "quality",
        "pump-1/state could not be read");
  }

  @Test
  void theSetpointItselfMustBeReadable() {
    assertHeld(
        decide(1220, closed(), with(Examples.SPEED_SP, null)),
        "quality",
        "pump-1/speed-sp could not be read");
  }

  @Test
  void aFalseInterlockHoldsAndSaysWithWhichValues() {
    assertHeld(
        decide(1220, closed(), inputs(1170, 1, 6.4, NOW)),
        "interlock",
        "interlock pump_1.state == 3 && exchanger.pressure < 6.0 is false: exchanger/pressure is"
            + " 6.4 bar, pump-1/state is 1");
  }

  @Test
  void aValueThatIsNotOursMeansSomebodyElseHasControl() {
    assertHeld(
        decide(1220, wrote(1070, 1170, SetpointState.Confirmation.SEEN), inputs(1200, NOW)),
        "compare",
        "pump-1/speed-sp is 1200 rpm, Sluice last wrote 1070 rpm: somebody else has control");
  }

  @Test
  void ourOwnValueWithinToleranceIsOurs() {
    assertThat(
            decide(1000, wrote(1070, 1170, SetpointState.Confirmation.SEEN), inputs(1070.9, NOW)))
        .isInstanceOf(Decision.Write.class);
  }

  @Test
  void afterAnUnconfirmedWriteTheOldValueIsOursToo() {
    SetpointState unknown = wrote(1070, 1170, SetpointState.Confirmation.UNKNOWN);

    assertThat(decide(1100, unknown, inputs(1170, NOW))).isInstanceOf(Decision.Write.class);
    assertThat(decide(1100, unknown, inputs(1070, NOW))).isInstanceOf(Decision.Write.class);
    assertThat(decide(1100, unknown, inputs(1120, NOW)).guard()).isEqualTo("compare");
  }

  @Test
  void aSetpointThatIsOffRefuses() {
    assertThat(decide(1220, SetpointState.fresh(new Phase.Off("mode is off")), inputs(1170, NOW)))
        .isEqualTo(new Decision.Refuse("mode", "pump-1-speed is off: mode is off", null));
  }

  @Test
  void aHoldThatNeedsAPersonHolds() {
    Phase restart = PhaseMachine.initial(SetpointMode.CLOSED, NOW);

    assertHeld(
        decide(1220, SetpointState.fresh(restart), inputs(1170, NOW)),
        "hold",
        "held: the gateway has started; a person must release it");
  }

  @Test
  void shedAndTrippedHold() {
    assertHeld(
        decide(1220, SetpointState.fresh(new Phase.Shed("wrong")), inputs(1170, NOW)),
        "shed",
        "control was given back: wrong");
    assertHeld(
        decide(1220, SetpointState.fresh(new Phase.Tripped("wrong")), inputs(1170, NOW)),
        "tripped",
        "tripped: wrong");
  }

  @Test
  void aHoldForInputsPassesWhenTheyAreGoodAgain() {
    Phase hold = new Phase.Hold(HoldCause.INTERLOCK, "", 0, new Phase.Closed("Ada"));

    assertThat(decide(1220, SetpointState.fresh(hold), inputs(1170, NOW)))
        .isInstanceOf(Decision.Write.class);
  }

  @Test
  void shadowSaysWhatItWouldWrite() {
    assertThat(decide(1000, SetpointState.fresh(new Phase.Shadow()), inputs(1170, NOW)))
        .isEqualTo(
            new Decision.Shadow(
                1000,
                1070,
                "max-step",
                "shadow: asked 1000 rpm, max-step 100 rpm: would write 1070 rpm, was 1170 rpm"));
  }

  @Test
  void adviseDoesNotWriteEither() {
    assertThat(decide(1220, SetpointState.fresh(new Phase.Advise()), inputs(1170, NOW)))
        .isEqualTo(
            new Decision.Shadow(
                1220, 1220, "advise", "advise: would write 1220 rpm, was 1170 rpm"));
  }

  private Decision decide(double target, SetpointState state, Inputs inputs) {
    return guard.decide(request(target), state, inputs, NOW);
  }

  private static SetpointRequest request(double target) {
    return new SetpointRequest(target, "pump-1-watch", "cavitation", NOW);
  }

  private static SetpointState closed() {
    return SetpointState.fresh(new Phase.Closed("Ada"));
  }

  private static SetpointState closed(long lastNanos) {
    return new SetpointState(new Phase.Closed("Ada"), null, null, lastNanos, 1, 0);
  }

  private static SetpointState wrote(
      double value, double before, SetpointState.Confirmation confirmation) {
    return new SetpointState(
        new Phase.Closed("Ada"),
        null,
        new SetpointState.LastWrite(value, before, confirmation),
        NOW - 10 * SECOND,
        1,
        0);
  }

  private static Inputs with(Tag tag, Inputs.@Nullable Sample sample) {
    Map<String, Inputs.Sample> samples = new HashMap<>();
    Inputs fine = inputs(1170, NOW);
    for (String name : fine.tags()) {
      Inputs.Sample known = fine.get(name);
      if (known != null) {
        samples.put(name, known);
      }
    }
    if (sample == null) {
      samples.remove(tag.name());
    } else {
      samples.put(tag.name(), sample);
    }
    return Inputs.of(samples);
  }

  private static double value(Decision decision) {
    return decision instanceof Decision.Write write
        ? write.value()
        : ((Decision.Clamp) decision).value();
  }

  private static void assertHeld(Decision decision, String guard, String sentence) {
    assertThat(decision).isEqualTo(new Decision.Hold(guard, sentence));
  }
}
