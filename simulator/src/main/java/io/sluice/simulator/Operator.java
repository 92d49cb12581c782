package io.sluice.simulator;

import io.sluice.simulator.process.Plant;
import io.sluice.simulator.process.Point;
import java.util.SplittableRandom;

/**
 * The people in the control room on ordinary days: every half minute or so another speed or coolant
 * valve opening, now in one step, now on a ramp; and the weather outside.
 */
final class Operator {
  private static final double SLOWEST = 1000;
  private static final double FASTEST = 1750;
  private static final double MEAN_SECONDS_BETWEEN_SPEEDS = 28;
  private static final double MEAN_SECONDS_BETWEEN_VALVES = 60;

  private final SplittableRandom random;
  private double speed = Plant.HOME_SPEED;
  private double wantedSpeed = Plant.HOME_SPEED;
  private double ramp = 200;
  private double phase;

  Operator(SplittableRandom random) {
    this.random = random;
    this.phase = random.nextDouble() * 2 * Math.PI;
  }

  void step(Plant plant, double dt) {
    moveSpeed(plant, dt);
    if (random.nextDouble() < dt / MEAN_SECONDS_BETWEEN_VALVES) {
      plant.command(Point.EXCHANGER_COOLANT_VALVE_SP, 5 * (7 + random.nextInt(7)));
    }
    phase += dt * 2 * Math.PI / 480;
    plant.weather(5 * Math.sin(phase));
  }

  private void moveSpeed(Plant plant, double dt) {
    if (random.nextDouble() < dt / MEAN_SECONDS_BETWEEN_SPEEDS) {
      wantedSpeed = SLOWEST + 10 * random.nextInt((int) (FASTEST - SLOWEST) / 10 + 1);
      ramp = random.nextBoolean() ? Double.MAX_VALUE : 10 + 90 * random.nextDouble();
    }
    if (speed != wantedSpeed) {
      double most = ramp * dt;
      speed += Math.max(-most, Math.min(most, wantedSpeed - speed));
      plant.command(Point.PUMP_SPEED_SP, speed);
    }
  }
}
