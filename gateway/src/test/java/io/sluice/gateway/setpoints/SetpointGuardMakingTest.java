package io.sluice.gateway.setpoints;

import static io.sluice.gateway.setpoints.Examples.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guard can be made of, and how it fits values to the wire. */
class SetpointGuardMakingTest {
  private static final long NOW = 100_000_000_000L;

  @Test
  void wholeNumbersAreRoundedTowardsTheValueInTheDevice() {
    Tag coarse = Examples.onTheWire(Examples.SPEED_SP, DataType.INT16, 8);
    SetpointGuard whole =
        SetpointGuard.of(
            "pump-1-speed",
            Examples.options(SetpointMode.CLOSED),
            coarse,
            Examples.interlock(Examples.options(SetpointMode.CLOSED)));

    // 1750 is no multiple of 8; 1744 is the last one inside the bounds.
    assertThat(value(whole.decide(request(2000), closed(), inputs(1704, NOW), NOW)))
        .isEqualTo(1744);
    // From outside, the first inside is 904; 896 would be below the bound.
    assertThat(value(whole.decide(request(0), closed(), inputs(960, NOW), NOW))).isEqualTo(904);
  }

  @Test
  void aSafetyTagCanHaveNoGuard() {
    Tag safety = Examples.as(Examples.SPEED_SP, TagClass.SAFETY);
    SetpointOptions options = Examples.options(SetpointMode.SHADOW);
    @Nullable Interlock interlock = Examples.interlock(options);

    assertThatThrownBy(() -> SetpointGuard.of("pump-1-speed", options, safety, interlock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a safety tag is never written");
  }

  @Test
  void anInterlockThatIsConfiguredCannotBeLeftOut() {
    SetpointOptions options = Examples.options(SetpointMode.CLOSED);

    assertThatThrownBy(() -> SetpointGuard.of("pump-1-speed", options, Examples.SPEED_SP, null))
        .hasMessageContaining("the interlock is not the configured one");
  }

  @Test
  void theExampleHasNoProblem() {
    assertThat(SetpointChecks.of(Examples.options(SetpointMode.CLOSED), Examples.SPEED_SP))
        .isEmpty();
  }

  @Test
  void aLimitInAnotherUnitIsAProblem() {
    SetpointOptions options =
        Examples.with(
            Examples.options(SetpointMode.CLOSED),
            Examples.move("100 Hz", "50 rpm/s", "60 per hour"));

    assertThat(SetpointChecks.of(options, Examples.SPEED_SP))
        .containsExactly(
            new SetpointChecks.Problem(
                "move.max-step", "is in 'Hz', tag pump-1/speed-sp is in 'rpm'; use the same"));
  }

  @ParameterizedTest
  @CsvSource({"INT16, 0.01", "UINT16, 0.02", "INT32, 0.0000001", "BOOL, 1", "STRING, 1"})
  void boundsThatDoNotFitTheWireAreAProblem(DataType type, double scale) {
    Tag narrow = Examples.onTheWire(Examples.SPEED_SP, type, scale);

    assertThat(SetpointChecks.of(Examples.options(SetpointMode.CLOSED), narrow)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1.5 per hour", "0.5 per minute", "100001 per hour", "60 per week"})
  void aWriteBudgetIsWholeAndForADayAtMost(String budget) {
    assertThatThrownBy(() -> Examples.move("100 rpm", "50 rpm/s", budget))
        .hasMessageContaining("max-writes is " + budget);
  }

  @Test
  void theHeartbeatIsFasterThanTheFailSafe() {
    SetpointOptions options =
        Examples.with(
            Examples.options(SetpointMode.CLOSED),
            new SetpointOptions.Heartbeat(Examples.ALIVE.name(), Duration.ofSeconds(5)));

    assertThat(SetpointChecks.of(options, Examples.SPEED_SP))
        .extracting(SetpointChecks.Problem::option)
        .containsExactly("heartbeat.every");
  }

  @Test
  void theTagRangeBoundsTheClamp() {
    Tag small = Examples.setpoint("pump-1/speed-sp", DataType.FLOAT32, "rpm", 1000, 1500);

    assertThat(SetpointChecks.of(Examples.options(SetpointMode.CLOSED), small))
        .extracting(SetpointChecks.Problem::message)
        .containsExactly(
            "900 rpm is outside 1000 to 1500 rpm, the range of tag pump-1/speed-sp",
            "1750 rpm is outside 1000 to 1500 rpm, the range of tag pump-1/speed-sp");
  }

  private static SetpointRequest request(double target) {
    return new SetpointRequest(target, "pump-1-watch", "cavitation", NOW);
  }

  private static SetpointState closed() {
    return SetpointState.fresh(new Phase.Closed("Ada"));
  }

  private static double value(Decision decision) {
    return decision instanceof Decision.Write write
        ? write.value()
        : ((Decision.Clamp) decision).value();
  }
}
