package io.sluice.simulator.process;

/**
 * The PLC's watch on the gateway: once the alive count has moved, it must go on moving. Where it
 * stands still for too long, the PLC takes the pump back until the count moves again.
 */
final class Watchdog {
  /** Seconds of silence after which the PLC falls back to its own speed. */
  static final double PATIENCE = 5;

  private double lastCount;
  private double silence;
  private boolean armed;

  /** Returns true where the gateway has gone silent. */
  boolean step(double dt, double count) {
    if (count != lastCount) {
      lastCount = count;
      armed = true;
      silence = 0;
      return false;
    }
    silence += dt;
    return armed && silence > PATIENCE;
  }
}
