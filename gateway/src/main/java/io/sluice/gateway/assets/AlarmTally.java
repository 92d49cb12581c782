package io.sluice.gateway.assets;

import io.sluice.analytics.alarms.HeldBack;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often an operator was told of an alarm, and how often not and why. For one thread: whoever
 * else looks gets a {@link #snapshot}.
 */
final class AlarmTally {
  private long raised;
  private long announced;
  private final EnumMap<HeldBack, Long> heldBack = new EnumMap<>(HeldBack.class);

  /**
   * The counts of one moment.
   *
   * @param raised times the process left normal
   * @param announced times the operator was told
   * @param heldBack times he would have been told, by the reason why he was not
   */
  record Counts(long raised, long announced, Map<HeldBack, Long> heldBack) {}

  void raised() {
    raised++;
  }

  void announced() {
    announced++;
  }

  void heldBack(HeldBack why) {
    heldBack.merge(why, 1L, Long::sum);
  }

  Counts snapshot() {
    return new Counts(raised, announced, Collections.unmodifiableMap(new EnumMap<>(heldBack)));
  }
}
