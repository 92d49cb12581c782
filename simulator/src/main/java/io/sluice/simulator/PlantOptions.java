package io.sluice.simulator;

import java.time.Duration;

/**
 * How a virtual plant starts.
 *
 * @param seed everything that looks like chance follows from it
 * @param modbusPort port of the pump's PLC on loopback, 0 for any free one
 * @param modbusRtuPort port of the pump's PLC for RTU frames over TCP, 0 for any free one
 * @param opcUaPort port of the exchanger's server on loopback, 0 for any free one
 * @param interval real time between two readings of the instruments, 20 ms to 1 s
 * @param scenario faults in plant time
 */
public record PlantOptions(
    long seed,
    int modbusPort,
    int modbusRtuPort,
    int opcUaPort,
    Duration interval,
    Scenario scenario) {
  public PlantOptions {
    checkPort("modbus", modbusPort);
    checkPort("modbus RTU", modbusRtuPort);
    checkPort("OPC UA", opcUaPort);
    if (interval.toMillis() < 20 || interval.toMillis() > 1000) {
      throw new IllegalArgumentException(
          "interval is " + interval.toMillis() + " ms, allowed 20 ms to 1 s");
    }
  }

  /** Free ports, 20 ms, no faults. */
  public static PlantOptions defaults(long seed) {
    return new PlantOptions(seed, 0, 0, 0, Duration.ofMillis(20), Scenario.NONE);
  }

  /** These options with a scenario. */
  public PlantOptions with(Scenario faults) {
    return new PlantOptions(seed, modbusPort, modbusRtuPort, opcUaPort, interval, faults);
  }

  private static void checkPort(String what, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(what + " port is " + port + ", allowed 0 to 65535");
    }
  }
}
