package io.sluice.analytics.alarms;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks the first of the alarms that come together on one asset: it is nearest to the cause, the
 * others follow from it. A sequence begins with an alarm that finds no other standing and none
 * raised within the window; it goes on while one stands or follows within the window.
 *
 * <p>Used by one context; time is monotonic nanoseconds. Bounded by the asset's detectors.
 */
public final class FirstOut {
  private final long window;
  private final Set<String> standing = new LinkedHashSet<>();
  private @Nullable String first;
  private long newest;

  /**
   * @param window longest time between an alarm and one that belongs to it, 0 or more
   */
  public FirstOut(Duration window) {
    this.window = window.toNanos();
  }

  /**
   * An alarm was raised.
   *
   * @return the first alarm of its sequence where that is another one; empty where it is the first
   */
  public Optional<String> raised(String alarm, long now) {
    if (first == null || (standing.isEmpty() && now - newest > window)) {
      first = alarm;
    }
    standing.add(alarm);
    newest = now;
    return first.equals(alarm) ? Optional.empty() : Optional.of(first);
  }

  /** An alarm cleared, or is no longer there. */
  public void cleared(String alarm) {
    standing.remove(alarm);
  }
}
