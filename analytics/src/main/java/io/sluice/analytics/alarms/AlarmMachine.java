package io.sluice.analytics.alarms;

import io.sluice.analytics.alarms.LifeStep.Moved;
import io.sluice.analytics.alarms.LifeStep.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of an alarm as a pure state machine (ISA-18.2-2016, clause 5; OPC UA Part 9, 5.8): no
 * clock, no memory, total over every state and event.
 *
 * <p>Shelving, suppression and service hide an alarm from the operator; underneath, the process
 * condition goes on. What was raised while hidden and has not cleared is announced when it comes
 * into view; what cleared while hidden is over, unless it latches.
 */
public final class AlarmMachine {
  private AlarmMachine() {}

  /** What the event does. */
  public static LifeStep next(LifeState state, LifeEvent event, Latching latching) {
    return switch (event) {
      case RAISE -> raise(state);
      case CLEAR -> clear(state, latching);
      case ACKNOWLEDGE -> acknowledge(state);
      case REALARM -> realarm(state);
      case SHELVE -> shelve(state, Shelving.TIMED);
      case SHELVE_ONCE -> shelve(state, Shelving.ONE_SHOT);
      case UNSHELVE, SHELF_ENDS ->
          state.shelving() == Shelving.UNSHELVED
              ? new Refused(LifeRefusal.NOT_SHELVED)
              : moved(state, state.with(Shelving.UNSHELVED), LifeEffect.UNSHELVED);
      case SUPPRESS ->
          state.suppression() == Suppression.SUPPRESSED
              ? new Refused(LifeRefusal.ALREADY_SUPPRESSED)
              : moved(state, state.with(Suppression.SUPPRESSED), LifeEffect.SUPPRESSED);
      case UNSUPPRESS ->
          state.suppression() == Suppression.UNSUPPRESSED
              ? new Refused(LifeRefusal.NOT_SUPPRESSED)
              : moved(state, state.with(Suppression.UNSUPPRESSED), LifeEffect.UNSUPPRESSED);
      case TAKE_OUT ->
          state.service() == Service.OUT_OF_SERVICE
              ? new Refused(LifeRefusal.ALREADY_OUT_OF_SERVICE)
              : moved(state, state.with(Service.OUT_OF_SERVICE), LifeEffect.TAKEN_OUT);
      case PUT_BACK ->
          state.service() == Service.IN_SERVICE
              ? new Refused(LifeRefusal.ALREADY_IN_SERVICE)
              : moved(state, state.with(Service.IN_SERVICE), LifeEffect.PUT_BACK);
    };
  }

  private static LifeStep raise(LifeState state) {
    if (state.stand().active()) {
      return new Refused(LifeRefusal.ALREADY_RAISED);
    }
    LifeEffect told = hidden(state) ? LifeEffect.HELD_BACK : LifeEffect.ANNOUNCED;
    return new Moved(state.with(Stand.UNACKNOWLEDGED), List.of(LifeEffect.RAISED, told));
  }

  private static LifeStep clear(LifeState state, Latching latching) {
    if (!state.stand().active()) {
      return new Refused(LifeRefusal.NOT_RAISED);
    }
    LifeState over = state.with(afterReturn(state, latching));
    return state.shelving() == Shelving.ONE_SHOT
        ? moved(state, over.with(Shelving.UNSHELVED), LifeEffect.CLEARED, LifeEffect.UNSHELVED)
        : moved(state, over, LifeEffect.CLEARED);
  }

  private static Stand afterReturn(LifeState state, Latching latching) {
    boolean acknowledged = state.stand() == Stand.ACKNOWLEDGED;
    if (latching == Latching.UNTIL_ACKNOWLEDGED) {
      return acknowledged ? Stand.LATCHED_ACKNOWLEDGED : Stand.LATCHED;
    }
    return acknowledged || hidden(state) ? Stand.NORMAL : Stand.RETURNED;
  }

  private static LifeStep acknowledge(LifeState state) {
    return switch (state.stand()) {
      case NORMAL -> new Refused(LifeRefusal.NOTHING_TO_ACKNOWLEDGE);
      case ACKNOWLEDGED -> new Refused(LifeRefusal.ALREADY_ACKNOWLEDGED);
      case UNACKNOWLEDGED -> moved(state, state.with(Stand.ACKNOWLEDGED), LifeEffect.ACKNOWLEDGED);
      case RETURNED, LATCHED, LATCHED_ACKNOWLEDGED ->
          moved(state, state.with(Stand.NORMAL), LifeEffect.ACKNOWLEDGED);
    };
  }

  /** A hidden alarm keeps its acknowledgement: nobody has been told of anything new. */
  private static LifeStep realarm(LifeState state) {
    if (state.stand() != Stand.ACKNOWLEDGED) {
      return new Refused(LifeRefusal.NOT_ACKNOWLEDGED);
    }
    return hidden(state)
        ? new Moved(state, List.of(LifeEffect.HELD_BACK))
        : new Moved(state.with(Stand.UNACKNOWLEDGED), List.of(LifeEffect.REANNOUNCED));
  }

  private static LifeStep shelve(LifeState state, Shelving shelving) {
    return state.shelving() == shelving
        ? new Refused(LifeRefusal.ALREADY_SHELVED)
        : moved(state, state.with(shelving), LifeEffect.SHELVED);
  }

  private static LifeStep moved(LifeState from, LifeState to, LifeEffect... effects) {
    List<LifeEffect> all = new ArrayList<>(List.of(effects));
    if (hidden(from) && !hidden(to) && to.stand().calls()) {
      all.add(LifeEffect.ANNOUNCED);
    }
    return new Moved(to, all);
  }

  private static boolean hidden(LifeState state) {
    return state.hiddenBy().isPresent();
  }
}
