package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.ChangeState.Checking;
import io.sluice.gateway.ChangeState.Event;
import io.sluice.gateway.ChangeState.Live;
import io.sluice.gateway.ChangeState.OnTrial;
import io.sluice.gateway.ChangeState.Refused;
import io.sluice.gateway.ChangeState.Reverted;
import io.sluice.gateway.ChangeState.Running;
import io.sluice.gateway.ChangeState.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeStateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final Live ONE = new Live(1, NOW, "1");
  private static final Live TWO = new Live(2, NOW, "2");
  private static final Refusal NO = Refusal.of(NOW, "no");

  private static final List<ChangeState> STATES =
      List.of(
          new Running(ONE),
          new Checking(ONE),
          new Refused(ONE, NO),
          new Waiting(ONE, NOW),
          new OnTrial(TWO, ONE, NOW, "Ada"),
          new Reverted(ONE, 2, "why"));
  private static final List<Event> EVENTS =
      List.of(
          new Event.Begin(),
          new Event.Refuse(NO),
          new Event.Run(TWO),
          new Event.Try(TWO, NOW, "Ada"),
          new Event.Confirm(),
          new Event.Revert(NOW, "why"),
          new Event.Wait(NOW));

  /** What follows in each state from each event, in the order above; a dash where it cannot be. */
  private static final Map<String, String> FOLLOWS =
      Map.of(
          "running", "checking - - - - - waiting",
          "checking", "- refused running trial - - -",
          "refused", "checking - - - - - waiting",
          "waiting", "checking - - - - - waiting",
          "trial", "- refused - - running reverted -",
          "reverted", "checking - - - - - waiting");

  @Test
  void everyEventIsAnsweredInEveryState() {
    for (ChangeState state : STATES) {
      String[] follows = FOLLOWS.getOrDefault(state.word(), "").split(" ", -1);
      for (int i = 0; i < EVENTS.size(); i++) {
        Event event = EVENTS.get(i);
        if (follows[i].equals("-")) {
          assertThatThrownBy(() -> ChangeState.next(state, event))
              .as("%s, %s", state, event)
              .isInstanceOf(IllegalStateException.class);
        } else {
          assertThat(ChangeState.next(state, event).word())
              .as("%s, %s", state, event)
              .isEqualTo(follows[i]);
        }
      }
    }
  }

  @Test
  void whileFilesAreCheckedOrRefusedTheOldOnesRun() {
    ChangeState checking = ChangeState.next(new Running(ONE), new Event.Begin());
    assertThat(checking.live()).isEqualTo(ONE);
    assertThat(ChangeState.next(checking, new Event.Refuse(NO)).live()).isEqualTo(ONE);
  }

  @Test
  void aTrialKnowsTheWayBack() {
    ChangeState trial = ChangeState.next(new Checking(ONE), new Event.Try(TWO, NOW, "Ada"));
    assertThat(trial.live()).isEqualTo(TWO);
    Instant later = NOW.plusSeconds(60);
    assertThat(ChangeState.next(trial, new Event.Revert(later, "why")).live())
        .isEqualTo(new Live(1, later, "1"));
    assertThat(ChangeState.next(trial, new Event.Confirm()).live()).isEqualTo(TWO);
  }
}
