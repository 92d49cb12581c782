package io.sluice.gateway.setpoints;

import io.sluice.gateway.setpoints.Phase.Advise;
import io.sluice.gateway.setpoints.Phase.Armed;
import io.sluice.gateway.setpoints.Phase.Closed;
import io.sluice.gateway.setpoints.Phase.Hold;
import io.sluice.gateway.setpoints.Phase.Off;
import io.sluice.gateway.setpoints.Phase.Shadow;
import io.sluice.gateway.setpoints.Phase.Shed;
import io.sluice.gateway.setpoints.Phase.Tripped;
import io.sluice.gateway.setpoints.PhaseEvent.Confirmed;
import io.sluice.gateway.setpoints.PhaseEvent.HoldNow;
import io.sluice.gateway.setpoints.PhaseEvent.InputsGood;
import io.sluice.gateway.setpoints.PhaseEvent.Lose;
import io.sluice.gateway.setpoints.PhaseEvent.Release;
import io.sluice.gateway.setpoints.PhaseEvent.Stop;
import io.sluice.gateway.setpoints.PhaseEvent.Trip;

/**
 * The one state machine of a setpoint; pure.
 *
 * <p>Only {@link Release} leads to a phase that writes, except for the way back from a hold for
 * inputs or interlock: nobody but the plant caused it, the last value stayed, and a value changed
 * meanwhile by somebody else is caught by the compare guard.
 */
final class PhaseMachine {
  private PhaseMachine() {}

  /** Where a setpoint begins, also after every restart: a closed one begins in HOLD. */
  static Phase initial(SetpointMode mode, long nowNanos) {
    return switch (mode) {
      case OFF -> new Off("mode is off");
      case SHADOW -> new Shadow();
      case ADVISE -> new Advise();
      case CLOSED ->
          new Hold(
              HoldCause.RESTART,
              "the gateway has started; a person must release it",
              nowNanos,
              new Off("never released"));
    };
  }

  static Phase next(Phase phase, PhaseEvent event, long nowNanos) {
    if (event instanceof Stop stop) {
      return new Off(stop.reason());
    }
    if (phase instanceof Off || phase instanceof Shadow || phase instanceof Advise) {
      return phase;
    }
    if (event instanceof Trip trip) {
      return new Tripped(trip.reason());
    }
    if (event instanceof Release release) {
      return new Armed(release.person());
    }
    if (phase instanceof Hold hold) {
      return fromHold(hold, event, nowNanos);
    }
    return phase instanceof Armed || phase instanceof Closed
        ? fromControl(phase, event, nowNanos)
        : phase;
  }

  private static Phase fromControl(Phase phase, PhaseEvent event, long nowNanos) {
    if (event instanceof HoldNow held) {
      return new Hold(held.cause(), held.reason(), nowNanos, phase);
    }
    if (event instanceof Lose lose) {
      return new Shed(lose.reason());
    }
    if (event instanceof Confirmed && phase instanceof Armed armed) {
      return new Closed(armed.person());
    }
    return phase;
  }

  private static Phase fromHold(Hold hold, PhaseEvent event, long nowNanos) {
    boolean byItself = hold.cause().ends() == HoldCause.Ends.BY_ITSELF;
    if (event instanceof InputsGood && byItself) {
      return hold.before();
    }
    if (event instanceof Lose lose && hold.cause() != HoldCause.RESTART) {
      return new Shed(lose.reason());
    }
    // The same cause seen again is the same hold: its first reason and its age stay.
    if (event instanceof HoldNow held && byItself && held.cause() != hold.cause()) {
      return new Hold(held.cause(), held.reason(), nowNanos, hold.before());
    }
    return hold;
  }
}
