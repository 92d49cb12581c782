package io.sluice.gateway.setpoints;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and to what a route moves a setpoint: while an alarm is active, to the operator's baseline
 * plus a step; afterwards back to the baseline, or nowhere. Pure: {@link #next} takes the state and
 * gives the following one. Targets are absolute and lie where they should end; the guard makes the
 * single moves out of them.
 *
 * <p>The baseline is the value in the device when the alarm came. It is kept through holds, so that
 * a flickering interlock cannot add step to step, and taken anew after a person's release.
 */
public final class Adjustment {
  private final AdjustmentOptions options;
  private final double minStep;
  private final long minIntervalNanos;

  /**
   * Makes one.
   *
   * @param minStep smallest change worth a request, in the tag's unit
   * @param minInterval shortest time between two requests
   */
  public Adjustment(AdjustmentOptions options, double minStep, Duration minInterval) {
    this.options = options;
    this.minStep = minStep;
    this.minIntervalNanos = minInterval.toNanos();
  }

  /** The adjustment that goes with a setpoint's own limits. */
  public static Adjustment of(AdjustmentOptions options, SetpointOptions setpoint) {
    return new Adjustment(
        options, setpoint.move().minStep().value(), setpoint.move().minInterval());
  }

  /** Whether the detector's alarm is active. */
  public enum Alarm {
    ACTIVE,
    CLEAR
  }

  /**
   * What is seen now.
   *
   * @param current value in the device, null where it is not known
   * @param releases how often a person has released the setpoint
   */
  public record Moment(Alarm alarm, @Nullable Double current, long releases, long nowNanos) {}

  /** What the adjustment remembers. */
  public sealed interface State {
    /** Nothing asked for. */
    record Idle() implements State {}

    /** The alarm is active. */
    record Up(double baseline, long releases, @Nullable Long askedNanos) implements State {}

    /** The alarm has gone; the target stays until the dwell is over. */
    record Dwelling(double baseline, long releases, @Nullable Long askedNanos, long clearNanos)
        implements State {}

    /** On the way back to the baseline. */
    record Back(double baseline, long releases, @Nullable Long askedNanos) implements State {}
  }

  /**
   * One turn.
   *
   * @param target value to ask the setpoint for now, or null
   */
  public record Turn(State state, @Nullable Double target) {}

  public static State idle() {
    return new State.Idle();
  }

  /** Called for each scan; at most one target per min-interval. */
  public Turn next(State state, Moment moment) {
    if (state instanceof State.Up up) {
      return up(up, moment);
    }
    if (state instanceof State.Dwelling dwelling) {
      return dwelling(dwelling, moment);
    }
    if (state instanceof State.Back back) {
      return back(back, moment);
    }
    Double current = moment.current();
    return moment.alarm() == Alarm.ACTIVE && current != null
        ? up(new State.Up(current, moment.releases(), null), moment)
        : quiet(state);
  }

  /** Where the setpoint goes while the alarm is active. */
  public double target(double baseline) {
    double step = options.step().value();
    return options.step().percent() ? baseline + Math.abs(baseline) * step / 100 : baseline + step;
  }

  private Turn up(State.Up up, Moment moment) {
    if (up.releases() != moment.releases()) {
      return next(idle(), moment);
    }
    if (moment.alarm() == Alarm.CLEAR) {
      return next(
          new State.Dwelling(up.baseline(), up.releases(), up.askedNanos(), moment.nowNanos()),
          moment);
    }
    return due(up.askedNanos(), target(up.baseline()), moment)
        ? new Turn(
            new State.Up(up.baseline(), up.releases(), moment.nowNanos()), target(up.baseline()))
        : quiet(up);
  }

  private Turn dwelling(State.Dwelling dwelling, Moment moment) {
    if (dwelling.releases() != moment.releases()) {
      return next(idle(), moment);
    }
    if (moment.alarm() == Alarm.ACTIVE) {
      return next(
          new State.Up(dwelling.baseline(), dwelling.releases(), dwelling.askedNanos()), moment);
    }
    if (moment.nowNanos() - dwelling.clearNanos() < options.dwell().toNanos()) {
      return quiet(dwelling);
    }
    return options.returning() == AdjustmentOptions.Return.HOLD
        ? quiet(idle())
        : back(
            new State.Back(dwelling.baseline(), dwelling.releases(), dwelling.askedNanos()),
            moment);
  }

  private Turn back(State.Back back, Moment moment) {
    if (back.releases() != moment.releases()) {
      return next(idle(), moment);
    }
    if (moment.alarm() == Alarm.ACTIVE) {
      return next(new State.Up(back.baseline(), back.releases(), back.askedNanos()), moment);
    }
    Double current = moment.current();
    if (current != null && reached(current, back.baseline())) {
      return quiet(idle());
    }
    return due(back.askedNanos(), back.baseline(), moment)
        ? new Turn(
            new State.Back(back.baseline(), back.releases(), moment.nowNanos()), back.baseline())
        : quiet(back);
  }

  private boolean due(@Nullable Long askedNanos, double target, Moment moment) {
    boolean spaced = askedNanos == null || moment.nowNanos() - askedNanos >= minIntervalNanos;
    Double current = moment.current();
    return spaced && current != null && !reached(current, target);
  }

  private boolean reached(double current, double target) {
    return current == target || Math.abs(current - target) < minStep;
  }

  private static Turn quiet(State state) {
    return new Turn(state, null);
  }
}
