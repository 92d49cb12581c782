package io.sluice.gateway.replay.tests;

import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A given plant with its cables: which devices have been stopped. It outlives a restart of the
 * gateway. For the thread of its run.
 */
final class GivenSite {
  private final GivenPlant plant;
  private final PlantClock clock;
  private final long beginNanos;
  private final Set<String> stopped = new HashSet<>();

  GivenSite(GivenPlant plant, PlantClock clock) {
    this.plant = plant;
    this.clock = clock;
    this.beginNanos = clock.nanoTime();
  }

  GivenPlant plant() {
    return plant;
  }

  /** Brings the plant to the present. */
  void advance() {
    plant.advanceTo(Duration.ofNanos(clock.nanoTime() - beginNanos));
  }

  boolean reachable(String connection) {
    return !stopped.contains(connection) && plant.reachable(connection);
  }

  void stop(String connection) {
    stopped.add(connection);
  }

  void start(String connection) {
    stopped.remove(connection);
  }
}
