package io.sluice.simulator.opcua;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is wrong with the exchanger's server, over its restarts.
 *
 * <p>Thread-safe.
 */
final class OutOfOrder {
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private volatile Duration clockOff = Duration.ZERO;

  void hide(String tag) {
    hidden.add(tag);
  }

  void show(String tag) {
    hidden.remove(tag);
  }

  boolean hides(String tag) {
    return hidden.contains(tag);
  }

  void clockOff(Duration by) {
    clockOff = by;
  }

  Duration clockOff() {
    return clockOff;
  }
}
