package io.sluice.analytics.alarms;

import io.sluice.analytics.Verdict;

/**
 * Turns scores into the condition of one alarm: on-delay, off-delay, deadband, off-level, latch
 * limit (ISA-18.2, clause 10). Time is the rows' own; used by one context; allocates nothing.
 *
 * <p>A row without a verdict neither raises nor clears, and delays do not run over it: an on-delay
 * starts anew with the next score at the threshold, an off-delay with the next one below the
 * off-level, and the time of the latch limit stands still. So an outage can neither raise an alarm
 * nor hide one.
 *
 * <p>A raised alarm whose score stays between off-level and threshold for the latch limit clears:
 * the off-level comes from training data, and a process that has moved a little must not hold an
 * alarm for ever.
 */
public final class AlarmLogic {
  private final long onDelay;
  private final long offDelay;
  private final long latchLimit;
  private final double highestOffLevel;
  private AlarmState state = AlarmState.NORMAL;
  private long since;
  private long latched;
  private long previous;
  private boolean previousScored;

  public AlarmLogic(AlarmOptions options) {
    onDelay = options.onDelay().toNanos();
    offDelay = options.offDelay().toNanos();
    latchLimit = options.latchLimit().toNanos();
    highestOffLevel = 1 - options.deadband();
  }

  public AlarmState state() {
    return state;
  }

  /**
   * Takes the next row.
   *
   * @param verdict of the row
   * @param score of the row, 1.0 is the threshold; not looked at without a verdict
   * @param offLevel score below which the alarm may clear
   * @param nanos plant time of the row
   */
  public Transition update(Verdict verdict, double score, double offLevel, long nanos) {
    if (verdict != Verdict.SCORED) {
      hold();
      return Transition.NONE;
    }
    Transition transition = state.raised() ? raised(score, offLevel, nanos) : normal(score, nanos);
    previous = nanos;
    previousScored = true;
    return transition;
  }

  /**
   * The alarm stands, raised by a life before this one: it neither raises again nor is forgotten,
   * and clears like any other.
   */
  public void carryOn() {
    state = AlarmState.ACTIVE;
    previousScored = false;
    latched = 0;
  }

  /** No alarm, nothing pending. */
  public void reset() {
    state = AlarmState.NORMAL;
    previousScored = false;
    latched = 0;
  }

  private void hold() {
    previousScored = false;
    switch (state) {
      case PENDING -> state = AlarmState.NORMAL;
      case CLEARING -> state = AlarmState.ACTIVE;
      case NORMAL, ACTIVE -> {}
    }
  }

  private Transition normal(double score, long nanos) {
    if (score < 1) {
      state = AlarmState.NORMAL;
      return Transition.NONE;
    }
    if (state == AlarmState.NORMAL) {
      state = AlarmState.PENDING;
      since = nanos;
    }
    if (nanos - since < onDelay) {
      return Transition.NONE;
    }
    state = AlarmState.ACTIVE;
    latched = 0;
    return Transition.RAISED;
  }

  private Transition raised(double score, double offLevel, long nanos) {
    latched = score >= 1 ? 0 : latched + (previousScored ? Math.max(0, nanos - previous) : 0);
    if (score >= Math.min(highestOffLevel, offLevel)) {
      state = AlarmState.ACTIVE;
    } else if (state == AlarmState.ACTIVE) {
      state = AlarmState.CLEARING;
      since = nanos;
    }
    boolean quiet = state == AlarmState.CLEARING && nanos - since >= offDelay;
    if (!quiet && !(score < 1 && latched >= latchLimit)) {
      return Transition.NONE;
    }
    state = AlarmState.NORMAL;
    return Transition.CLEARED;
  }
}
