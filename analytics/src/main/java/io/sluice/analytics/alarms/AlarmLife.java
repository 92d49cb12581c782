package io.sluice.analytics.alarms;

import io.sluice.analytics.alarms.LifeStep.Moved;
import io.sluice.analytics.alarms.LifeStep.Refused;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An alarm's life with its times: {@link AlarmMachine} and what shelving, re-alarming and several
 * causes of suppression add to it. A pure value: each method gives the next one. Times are
 * nanoseconds of one monotonic clock of any origin.
 *
 * @param state where it is
 * @param causes what suppresses it; empty just where it is not suppressed
 * @param shelvedUntil when it leaves the shelf; looked at while it is shelved
 * @param acknowledgedAt when it was acknowledged; looked at while {@link Stand#ACKNOWLEDGED}
 * @param acknowledgedScore the score then, or when a re-alarm was held back
 */
public record AlarmLife(
    LifeState state,
    Set<SuppressCause> causes,
    long shelvedUntil,
    long acknowledgedAt,
    double acknowledgedScore) {
  /** No alarm, nothing hidden. */
  public static final AlarmLife NORMAL = new AlarmLife(LifeState.NORMAL, Set.of(), 0, 0, 0);

  /**
   * What became of an event.
   *
   * @param life the alarm afterwards; the same where the step is refused
   */
  public record Next(AlarmLife life, LifeStep step) {
    /** What onlookers hear of it. */
    public List<LifeEffect> effects() {
      return step instanceof Moved moved ? moved.effects() : List.of();
    }
  }

  public AlarmLife {
    causes = Set.copyOf(causes);
    if (causes.isEmpty() != (state.suppression() == Suppression.UNSUPPRESSED)) {
      throw new IllegalArgumentException("suppressed by " + causes + " in " + state);
    }
  }

  /**
   * What a row did to the process condition.
   *
   * @throws IllegalArgumentException for {@link Transition#NONE}
   */
  public Next process(Transition transition, AlarmOptions options) {
    return switch (transition) {
      case RAISED -> step(LifeEvent.RAISE, options);
      case CLEARED -> step(LifeEvent.CLEAR, options);
      case NONE -> throw new IllegalArgumentException("nothing happened");
    };
  }

  /**
   * A person has taken note of it.
   *
   * @param score the newest one
   */
  public Next acknowledge(AlarmOptions options, double score, long now) {
    Next next = step(LifeEvent.ACKNOWLEDGE, options);
    return moved(next) ? new Next(next.life.acknowledged(score, now), next.step) : next;
  }

  /**
   * Puts it aside for a time.
   *
   * @param time above 0, at most the shelve limit, or the step is refused
   */
  public Next shelve(AlarmOptions options, Duration time, long now) {
    if (time.isNegative() || time.isZero() || time.compareTo(options.shelveLimit()) > 0) {
      return new Next(this, new Refused(LifeRefusal.SHELF_TOO_LONG));
    }
    return shelve(LifeEvent.SHELVE, options, now + time.toNanos());
  }

  /** Puts it aside until it clears, at the longest for the shelve limit. */
  public Next shelveOnce(AlarmOptions options, long now) {
    return shelve(LifeEvent.SHELVE_ONCE, options, now + options.shelveLimit().toNanos());
  }

  public Next unshelve(AlarmOptions options) {
    return step(LifeEvent.UNSHELVE, options);
  }

  public Next takeOut(AlarmOptions options) {
    return step(LifeEvent.TAKE_OUT, options);
  }

  public Next putBack(AlarmOptions options) {
    return step(LifeEvent.PUT_BACK, options);
  }

  /** Adds a cause of suppression; refused where that cause holds already. */
  public Next suppress(SuppressCause cause, AlarmOptions options) {
    if (causes.contains(cause)) {
      return new Next(this, new Refused(LifeRefusal.ALREADY_SUPPRESSED));
    }
    EnumSet<SuppressCause> more = EnumSet.of(cause);
    more.addAll(causes);
    return caused(more, LifeEvent.SUPPRESS, options, causes.isEmpty());
  }

  /** Takes a cause away; refused where it does not hold. */
  public Next unsuppress(SuppressCause cause, AlarmOptions options) {
    if (!causes.contains(cause)) {
      return new Next(this, new Refused(LifeRefusal.NOT_SUPPRESSED));
    }
    EnumSet<SuppressCause> fewer = EnumSet.copyOf(causes);
    fewer.remove(cause);
    return caused(fewer, LifeEvent.UNSUPPRESS, options, fewer.isEmpty());
  }

  /** True where {@link #pass} has something to do; allocates nothing. */
  public boolean due(AlarmOptions options, double score, long now) {
    return shelfEnds(now) || realarms(options, score, now);
  }

  /**
   * Lets time pass: at most one thing happens; call again while {@link #due}.
   *
   * @param score the newest one
   */
  public Next pass(AlarmOptions options, double score, long now) {
    if (shelfEnds(now)) {
      return step(LifeEvent.SHELF_ENDS, options);
    }
    if (!realarms(options, score, now)) {
      return new Next(this, new Moved(state, List.of()));
    }
    Next next = step(LifeEvent.REALARM, options);
    return new Next(next.life.acknowledged(score, now), next.step);
  }

  private boolean shelfEnds(long now) {
    return state.shelving() != Shelving.UNSHELVED && now - shelvedUntil >= 0;
  }

  private boolean realarms(AlarmOptions options, double score, long now) {
    if (state.stand() != Stand.ACKNOWLEDGED) {
      return false;
    }
    Duration after = options.reAlarm();
    Double rise = options.reAlarmRise();
    return (after != null && now - acknowledgedAt >= after.toNanos())
        || (rise != null && score >= rise * Math.max(1, acknowledgedScore));
  }

  private Next shelve(LifeEvent event, AlarmOptions options, long until) {
    Next next = step(event, options);
    if (!moved(next)) {
      return next;
    }
    AlarmLife life = next.life;
    return new Next(
        new AlarmLife(life.state, life.causes, until, life.acknowledgedAt, life.acknowledgedScore),
        next.step);
  }

  private Next caused(
      Set<SuppressCause> now, LifeEvent event, AlarmOptions options, boolean decides) {
    LifeStep step =
        decides ? AlarmMachine.next(state, event, options.latch()) : new Moved(state, List.of());
    LifeState to = step instanceof Moved moved ? moved.to() : state;
    return new Next(new AlarmLife(to, now, shelvedUntil, acknowledgedAt, acknowledgedScore), step);
  }

  private Next step(LifeEvent event, AlarmOptions options) {
    LifeStep step = AlarmMachine.next(state, event, options.latch());
    return step instanceof Moved moved
        ? new Next(
            new AlarmLife(moved.to(), causes, shelvedUntil, acknowledgedAt, acknowledgedScore),
            step)
        : new Next(this, step);
  }

  private AlarmLife acknowledged(double score, long now) {
    return new AlarmLife(state, causes, shelvedUntil, now, score);
  }

  private static boolean moved(Next next) {
    return next.step instanceof Moved;
  }
}
