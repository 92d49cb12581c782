package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** No write outside the envelope, ever; and a guard without one rule is found out. */
class EnvelopeTest {
  private static final int RUNS = 300;
  private static final int TURNS = 200;

  @Test
  void noWriteIsOutsideTheEnvelopeAndEveryRequestHasOneDecision() {
    int writes = 0;
    long requests = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      Campaign campaign = new Campaign(seed, SetpointMode.CLOSED);

      assertThat(campaign.run(TURNS)).as("seed %d", seed).isEmpty();

      SetpointCounters c = campaign.bench().setpoint.status().counters();
      assertThat(c.writes() + c.clamps() + c.holds() + c.refusals() + c.shadows())
          .as("seed %d", seed)
          .isEqualTo(c.requests());
      assertThat(c.confirmed() + c.mismatches() + c.unconfirmed() + c.failed() + c.expired())
          .as("seed %d", seed)
          .isEqualTo(c.sent());
      assertThat(campaign.bench().outcomes).as("seed %d", seed).hasSize((int) c.requests());
      assertThat(campaign.answers()).as("seed %d", seed).allMatch(CompletableFuture::isDone);
      writes += campaign.bench().written().size();
      requests += c.requests();
    }
    // A campaign that writes nothing proves nothing.
    assertThat(writes).isGreaterThan(1_000);
    assertThat(requests).isEqualTo((long) RUNS * TURNS);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CLOSED")
  void offShadowAndAdviseNeverWrite(SetpointMode mode) {
    for (long seed = 1; seed <= 10; seed++) {
      Campaign campaign = new Campaign(seed, mode);
      campaign.run(TURNS);
      assertThat(campaign.bench().plant.log()).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = GuardRule.class,
      names = {"MIN_INTERVAL", "MAX_WRITES", "INPUTS", "INTERLOCK"})
  void aGuardWithoutThisRuleIsFoundOut(GuardRule missing) {
    List<GuardRule> rules = new ArrayList<>(List.of(GuardRule.values()));
    rules.remove(missing);

    assertThat(found(rules, List.of(MoveLimit.values()))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(MoveLimit.class)
  void aGuardWithoutThisLimitIsFoundOut(MoveLimit missing) {
    List<MoveLimit> moves = new ArrayList<>(List.of(MoveLimit.values()));
    moves.remove(missing);

    assertThat(found(List.of(GuardRule.values()), moves)).isTrue();
  }

  private static boolean found(List<GuardRule> rules, List<MoveLimit> moves) {
    for (long seed = 1; seed <= RUNS; seed++) {
      if (!new Campaign(seed, rules, moves).run(TURNS).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
