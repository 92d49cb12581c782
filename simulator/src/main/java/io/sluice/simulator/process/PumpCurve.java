package io.sluice.simulator.process;

/**
 * Head, efficiency and required suction head of the pump at any speed, by the affinity laws: flow
 * goes with speed, head and NPSH required with its square (ISO 9906, annex; Gülich, Centrifugal
 * Pumps, 3.5 and 6.2). Flow in l/min, head in metres, speed in rpm.
 */
final class PumpCurve {
  private static final double RATED_SPEED = 1450;
  private static final double RATED_FLOW = 200;
  private static final double SHUT_OFF_HEAD = 35;
  private static final double HEAD_LOSS = 7.0 / (RATED_FLOW * RATED_FLOW);

  private PumpCurve() {}

  static double shutOffHead(double speed) {
    double ratio = speed / RATED_SPEED;
    return SHUT_OFF_HEAD * ratio * ratio;
  }

  /** Head lost inside the pump per flow squared, m/(l/min)². It does not depend on the speed. */
  static double internalLoss() {
    return HEAD_LOSS;
  }

  static double head(double speed, double flow) {
    return shutOffHead(speed) - HEAD_LOSS * flow * flow;
  }

  /** Hydraulic over shaft power, best at rated flow for the speed. */
  static double efficiency(double speed, double flow) {
    double load = flow / (RATED_FLOW * Math.max(speed, 1) / RATED_SPEED) - 1;
    return Math.max(0.15, 0.68 - 0.4 * load * load);
  }

  static double npshRequired(double speed, double flow) {
    double ratio = Math.max(speed, 1) / RATED_SPEED;
    double load = flow / (RATED_FLOW * ratio);
    return ratio * ratio * (0.50 + 0.30 * load * load);
  }
}
