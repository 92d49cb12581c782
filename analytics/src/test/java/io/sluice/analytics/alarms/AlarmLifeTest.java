package io.sluice.analytics.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.alarms.AlarmLife.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times and causes of an alarm's life, and what holds after any sequence of events. */
class AlarmLifeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final AlarmOptions OPTIONS = options(Latching.NONE);

  private AlarmLife life = AlarmLife.NORMAL;
  private final List<LifeEffect> heard = new ArrayList<>();

  @Test
  void aShelfEndsWhenItsTimeIsOverAndWhatStandsThenIsAnnounced() {
    take(life.shelve(OPTIONS, HOUR, 0));
    take(life.process(Transition.RAISED, OPTIONS));
    assertThat(life.due(OPTIONS, 2, HOUR.toNanos() - 1)).isFalse();
    assertThat(life.due(OPTIONS, 2, HOUR.toNanos())).isTrue();
    take(life.pass(OPTIONS, 2, HOUR.toNanos()));
    assertThat(life.due(OPTIONS, 2, HOUR.toNanos())).isFalse();
    assertThat(heard)
        .containsExactly(
            LifeEffect.SHELVED,
            LifeEffect.RAISED,
            LifeEffect.HELD_BACK,
            LifeEffect.UNSHELVED,
            LifeEffect.ANNOUNCED);
    assertThat(life.state().stand()).isEqualTo(Stand.UNACKNOWLEDGED);
  }

  @Test
  void aShelfLastsNoLongerThanTheLimit() {
    Duration more = OPTIONS.shelveLimit().plusNanos(1);
    assertThat(life.shelve(OPTIONS, more, 0).step())
        .isEqualTo(new LifeStep.Refused(LifeRefusal.SHELF_TOO_LONG));
    assertThat(life.shelve(OPTIONS, Duration.ZERO, 0).life()).isSameAs(life);
    take(life.shelveOnce(OPTIONS, 0));
    assertThat(life.due(OPTIONS, 0, OPTIONS.shelveLimit().toNanos())).isTrue();
  }

  @Test
  void aStandingAcknowledgedAlarmIsAnnouncedAgainAfterAWhile() {
    raiseAndAcknowledge();
    assertThat(life.due(OPTIONS, 1.5, HOUR.toNanos() - 1)).isFalse();
    take(life.pass(OPTIONS, 1.5, HOUR.toNanos()));
    assertThat(heard).last().isEqualTo(LifeEffect.REANNOUNCED);
    assertThat(life.state().stand()).isEqualTo(Stand.UNACKNOWLEDGED);
    assertThat(life.due(OPTIONS, 99, 9 * HOUR.toNanos())).as("it waits already").isFalse();
  }

  @Test
  void anAcknowledgedAlarmWhoseScoreRisesIsAnnouncedAgain() {
    raiseAndAcknowledge();
    assertThat(life.due(OPTIONS, 2.9, 1)).isFalse();
    assertThat(life.due(OPTIONS, 3, 1)).isTrue();
  }

  @Test
  void aHiddenAlarmIsNotAnnouncedAgainButCountedOncePerTime() {
    raiseAndAcknowledge();
    take(life.takeOut(OPTIONS));
    take(life.pass(OPTIONS, 1.5, HOUR.toNanos()));
    assertThat(heard).last().isEqualTo(LifeEffect.HELD_BACK);
    assertThat(life.due(OPTIONS, 1.5, HOUR.toNanos() + 1)).isFalse();
    assertThat(life.state().stand()).isEqualTo(Stand.ACKNOWLEDGED);
  }

  @Test
  void withoutReAlarmNothingIsAnnouncedAgain() {
    AlarmOptions plain =
        new AlarmOptions(Duration.ZERO, Duration.ZERO, Priority.LOW, Duration.ZERO);
    take(life.process(Transition.RAISED, plain));
    take(life.acknowledge(plain, 1, 0));
    assertThat(life.due(plain, 1e9, Long.MAX_VALUE)).isFalse();
    take(life.pass(plain, 1e9, Long.MAX_VALUE));
    assertThat(heard).last().isEqualTo(LifeEffect.ACKNOWLEDGED);
  }

  @Test
  void anAlarmIsInViewAgainWhenItsLastCauseOfSuppressionIsGone() {
    take(life.suppress(SuppressCause.MODE, OPTIONS));
    take(life.suppress(SuppressCause.PERSON, OPTIONS));
    take(life.unsuppress(SuppressCause.MODE, OPTIONS));
    assertThat(life.state().hiddenBy()).contains(HeldBack.SUPPRESSED);
    assertThat(life.unsuppress(SuppressCause.MODE, OPTIONS).step())
        .isEqualTo(new LifeStep.Refused(LifeRefusal.NOT_SUPPRESSED));
    assertThat(life.suppress(SuppressCause.PERSON, OPTIONS).step())
        .isEqualTo(new LifeStep.Refused(LifeRefusal.ALREADY_SUPPRESSED));
    take(life.unsuppress(SuppressCause.PERSON, OPTIONS));
    assertThat(life).isEqualTo(AlarmLife.NORMAL);
    assertThat(heard).containsExactly(LifeEffect.SUPPRESSED, LifeEffect.UNSUPPRESSED);
  }

  @Test
  void causesAndStateMustAgree() {
    assertThatThrownBy(() -> new AlarmLife(LifeState.NORMAL, Set.of(SuppressCause.MODE), 0, 0, 0))
        .hasMessageContaining("suppressed by [MODE]");
    assertThatThrownBy(() -> life.process(Transition.NONE, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whateverHappensNothingIsRaisedTwiceAnnouncedHiddenOrLostFromTheCount() {
    for (Latching latching : Latching.values()) {
      for (int seed = 0; seed < 300; seed++) {
        new Story(options(latching), seed).play(400);
      }
    }
  }

  /** One random life: events of all sorts, while time goes on. */
  private static final class Story {
    private final AlarmOptions options;
    private final Random random;
    private AlarmLife life = AlarmLife.NORMAL;
    private long now;
    private boolean active;
    private long raised;
    private long cleared;
    private long announced;
    private long heldBack;

    Story(AlarmOptions options, int seed) {
      this.options = options;
      this.random = new Random(seed);
    }

    void play(int events) {
      for (int i = 0; i < events; i++) {
        now += random.nextLong(HOUR.toNanos());
        double score = 3 * random.nextDouble();
        while (life.due(options, score, now)) {
          take(life.pass(options, score, now));
        }
        take(something(score));
        assertThat(life.state().stand().active()).isEqualTo(active);
        assertThat(raised - cleared).isEqualTo(active ? 1 : 0);
        assertThat(announced + heldBack).isGreaterThanOrEqualTo(raised);
      }
      assertThat(raised).isPositive();
      assertThat(heldBack).isPositive();
    }

    private Next something(double score) {
      SuppressCause cause = List.of(SuppressCause.values()).get(random.nextInt(3));
      return switch (random.nextInt(11)) {
        case 0 -> life.acknowledge(options, score, now);
        case 1 -> life.shelve(options, Duration.ofMinutes(1 + random.nextInt(600)), now);
        case 2 -> life.shelveOnce(options, now);
        case 3 -> life.unshelve(options);
        case 4 -> life.suppress(cause, options);
        case 5 -> life.unsuppress(cause, options);
        case 6 -> life.takeOut(options);
        case 7 -> life.putBack(options);
        default ->
            life.process(random.nextBoolean() ? Transition.RAISED : Transition.CLEARED, options);
      };
    }

    private void take(Next next) {
      AlarmLife before = life;
      life = next.life();
      if (next.step() instanceof LifeStep.Refused) {
        assertThat(life).isSameAs(before);
      }
      boolean hidden = life.state().hiddenBy().isPresent();
      for (LifeEffect effect : next.effects()) {
        switch (effect) {
          case RAISED -> {
            assertThat(active).as("raised twice").isFalse();
            active = true;
            raised++;
          }
          case CLEARED -> {
            assertThat(active).as("cleared twice").isTrue();
            active = false;
            cleared++;
          }
          case ANNOUNCED, REANNOUNCED -> {
            assertThat(hidden).as("announced while hidden").isFalse();
            announced++;
          }
          case HELD_BACK -> {
            assertThat(hidden).as("held back while in view").isTrue();
            heldBack++;
          }
          default -> {}
        }
      }
    }
  }

  private void raiseAndAcknowledge() {
    take(life.process(Transition.RAISED, OPTIONS));
    take(life.acknowledge(OPTIONS, 1.5, 0));
  }

  private void take(Next next) {
    life = next.life();
    heard.addAll(next.effects());
  }

  private static AlarmOptions options(Latching latching) {
    return new AlarmOptions(
        Duration.ZERO,
        Duration.ZERO,
        Priority.MEDIUM,
        Duration.ZERO,
        0,
        latching,
        HOUR,
        2.0,
        Duration.ofHours(8),
        List.of());
  }
}
