package io.sluice.analytics.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.alarms.LifeStep.Moved;
import io.sluice.analytics.alarms.LifeStep.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Walks every event in every state, and writes the page that says what each does. */
class AlarmMachineTest {
  private static final Path PAGE = Path.of("../docs/reference/alarms.md");

  @Test
  void everyEventInEveryStateMovesOrIsRefusedByName() {
    int pairs = 0;
    for (Latching latching : Latching.values()) {
      for (LifeState state : LifeState.all()) {
        for (LifeEvent event : LifeEvent.values()) {
          LifeStep step = AlarmMachine.next(state, event, latching);
          pairs++;
          if (step instanceof Refused refused) {
            assertThat(refused.why().sentence()).isNotBlank();
          } else {
            Moved moved = (Moved) step;
            assertThat(moved.effects()).as("%s in %s", event, state).isNotEmpty();
          }
        }
      }
    }
    assertThat(pairs).isEqualTo(2 * 72 * 12);
  }

  @Test
  void thePageSaysWhatTheWalkFound() throws IOException {
    String page = new AlarmPage().text();
    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run with -Dreference.update=true").hasContent(page);
  }

  @Test
  void everyStateIsReachedAndNoneIsATrap() {
    for (Latching latching : Latching.values()) {
      Set<LifeState> reached = reached(LifeState.NORMAL, latching);
      boolean latches = latching == Latching.UNTIL_ACKNOWLEDGED;
      for (LifeState state : LifeState.all()) {
        boolean latched =
            state.stand() == Stand.LATCHED || state.stand() == Stand.LATCHED_ACKNOWLEDGED;
        boolean exists = latches ? state.stand() != Stand.RETURNED : !latched;
        assertThat(reached.contains(state)).as("%s with %s", state, latching).isEqualTo(exists);
        if (exists) {
          assertThat(reached(state, latching)).as("%s", state).contains(LifeState.NORMAL);
        }
      }
    }
  }

  @Test
  void aHiddenAlarmIsNeverAnnouncedAndAnAlarmInViewNeverHeldBack() {
    each(
        (state, event, moved) -> {
          boolean told =
              moved.effects().contains(LifeEffect.ANNOUNCED)
                  || moved.effects().contains(LifeEffect.REANNOUNCED);
          if (moved.to().hiddenBy().isPresent()) {
            assertThat(told).as("%s in %s", event, state).isFalse();
          } else {
            assertThat(moved.effects())
                .as("%s in %s", event, state)
                .doesNotContain(LifeEffect.HELD_BACK);
          }
        });
  }

  @Test
  void everyRaisingIsEitherAnnouncedOrHeldBack() {
    each(
        (state, event, moved) -> {
          if (moved.effects().contains(LifeEffect.RAISED)) {
            assertThat(moved.effects())
                .as("%s in %s", event, state)
                .containsAnyOf(LifeEffect.ANNOUNCED, LifeEffect.HELD_BACK)
                .hasSize(2);
          }
        });
  }

  @Test
  void onlyTheProcessChangesTheProcessCondition() {
    each(
        (state, event, moved) -> {
          if (event.by() != LifeEvent.By.PROCESS) {
            assertThat(moved.to().stand().active())
                .as("%s in %s", event, state)
                .isEqualTo(state.stand().active());
          }
        });
  }

  @Test
  void hidingOrShowingTakesNoAcknowledgementAway() {
    LifeState acknowledged = LifeState.NORMAL.with(Stand.ACKNOWLEDGED);
    for (LifeEvent hide :
        List.of(LifeEvent.SHELVE, LifeEvent.SHELVE_ONCE, LifeEvent.SUPPRESS, LifeEvent.TAKE_OUT)) {
      LifeState hidden = to(acknowledged, hide);
      assertThat(hidden.stand()).isEqualTo(Stand.ACKNOWLEDGED);
      assertThat(hidden.hiddenBy()).isPresent();
    }
  }

  @Test
  void whatStillStandsWhenItComesIntoViewIsAnnouncedThen() {
    LifeState shelved = to(LifeState.NORMAL, LifeEvent.SHELVE);
    LifeState raised = to(shelved, LifeEvent.RAISE);
    assertThat(effects(raised, LifeEvent.SHELF_ENDS))
        .containsExactly(LifeEffect.UNSHELVED, LifeEffect.ANNOUNCED);
    LifeState alsoSuppressed = to(raised, LifeEvent.SUPPRESS);
    assertThat(effects(alsoSuppressed, LifeEvent.SHELF_ENDS))
        .as("still hidden by another reason")
        .containsExactly(LifeEffect.UNSHELVED);
  }

  @Test
  void aOneShotShelfEndsWithTheAlarm() {
    LifeState shelved = to(to(LifeState.NORMAL, LifeEvent.RAISE), LifeEvent.SHELVE_ONCE);
    LifeStep cleared = AlarmMachine.next(shelved, LifeEvent.CLEAR, Latching.NONE);
    assertThat(cleared)
        .isEqualTo(new Moved(LifeState.NORMAL, List.of(LifeEffect.CLEARED, LifeEffect.UNSHELVED)));
    assertThat(AlarmMachine.next(shelved, LifeEvent.CLEAR, Latching.UNTIL_ACKNOWLEDGED))
        .isEqualTo(
            new Moved(
                LifeState.NORMAL.with(Stand.LATCHED),
                List.of(LifeEffect.CLEARED, LifeEffect.UNSHELVED, LifeEffect.ANNOUNCED)));
  }

  @Test
  void aLatchingAlarmNeedsAnAcknowledgementAfterItsReturn() {
    LifeState acknowledged = to(to(LifeState.NORMAL, LifeEvent.RAISE), LifeEvent.ACKNOWLEDGE);
    Moved returned =
        (Moved) AlarmMachine.next(acknowledged, LifeEvent.CLEAR, Latching.UNTIL_ACKNOWLEDGED);
    assertThat(returned.to().stand()).isEqualTo(Stand.LATCHED_ACKNOWLEDGED);
    assertThat(to(returned.to(), LifeEvent.ACKNOWLEDGE)).isEqualTo(LifeState.NORMAL);
  }

  @Test
  void theStrongestReasonHides() {
    LifeState all =
        to(to(to(LifeState.NORMAL, LifeEvent.SHELVE), LifeEvent.SUPPRESS), LifeEvent.TAKE_OUT);
    assertThat(all.hiddenBy()).contains(HeldBack.OUT_OF_SERVICE);
    assertThat(all.letter()).isEqualTo("I");
    LifeState back = to(all, LifeEvent.PUT_BACK);
    assertThat(back.letter()).isEqualTo("H");
    assertThat(to(back, LifeEvent.UNSUPPRESS).letter()).isEqualTo("G");
    assertThat(LifeState.NORMAL.letter()).isEqualTo("A");
  }

  private interface Look {
    void at(LifeState state, LifeEvent event, Moved moved);
  }

  private static void each(Look look) {
    for (Latching latching : Latching.values()) {
      for (LifeState state : LifeState.all()) {
        for (LifeEvent event : LifeEvent.values()) {
          if (AlarmMachine.next(state, event, latching) instanceof Moved moved) {
            look.at(state, event, moved);
          }
        }
      }
    }
  }

  private static Set<LifeState> reached(LifeState from, Latching latching) {
    Set<LifeState> reached = new HashSet<>();
    walk(from, latching, reached);
    return reached;
  }

  private static void walk(LifeState from, Latching latching, Set<LifeState> reached) {
    if (reached.add(from)) {
      Consumer<LifeEvent> go =
          event -> {
            if (AlarmMachine.next(from, event, latching) instanceof Moved moved) {
              walk(moved.to(), latching, reached);
            }
          };
      List.of(LifeEvent.values()).forEach(go);
    }
  }

  private static LifeState to(LifeState state, LifeEvent event) {
    return ((Moved) AlarmMachine.next(state, event, Latching.NONE)).to();
  }

  private static List<LifeEffect> effects(LifeState state, LifeEvent event) {
    return ((Moved) AlarmMachine.next(state, event, Latching.NONE)).effects();
  }
}
