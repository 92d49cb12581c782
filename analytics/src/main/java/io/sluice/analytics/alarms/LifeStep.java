package io.sluice.analytics.alarms;

import java.util.List;

/** What an event does in a state: every pair of the two has one. */
public sealed interface LifeStep {
  /**
   * The alarm is in another state, or has been told of again.
   *
   * @param effects in the order they happen; empty where nobody needs to know
   */
  record Moved(LifeState to, List<LifeEffect> effects) implements LifeStep {
    public Moved {
      effects = List.copyOf(effects);
    }
  }

  /** Nothing changes. */
  record Refused(LifeRefusal why) implements LifeStep {}
}
