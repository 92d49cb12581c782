package io.sluice.simulator;

import java.time.Duration;

/**
 * How a virtual plant starts.
 *
 * @param seed everything that looks like chance follows from it
 * @param ports of its servers
 * @param interval real time between two readings of the instruments, 20 ms to 1 s
 * @param scenario faults in plant time
 */
public record PlantOptions(long seed, PlantPorts ports, Duration interval, Scenario scenario) {
  public PlantOptions {
    if (interval.toMillis() < 20 || interval.toMillis() > 1000) {
      throw new IllegalArgumentException(
          "interval is " + interval.toMillis() + " ms, allowed 20 ms to 1 s");
    }
  }

  /** Free ports, 20 ms, no faults. */
  public static PlantOptions defaults(long seed) {
    return new PlantOptions(seed, PlantPorts.FREE, Duration.ofMillis(20), Scenario.NONE);
  }

  /** These options with a scenario. */
  public PlantOptions with(Scenario faults) {
    return new PlantOptions(seed, ports, interval, faults);
  }
}
