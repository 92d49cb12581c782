package io.sluice.simulator.process;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Each sensor's own white noise, drawn once a step so that two readers see the same value. */
final class SensorNoise {
  private final SplittableRandom random;
  private final Map<Point, Sensor> sensors = new EnumMap<>(Point.class);
  private final Sensor[] noisy;

  SensorNoise(SplittableRandom random) {
    this.random = random;
    for (Point point : Point.values()) {
      if (deviation(point) > 0) {
        sensors.put(point, new Sensor(deviation(point)));
      }
    }
    noisy = sensors.values().toArray(Sensor[]::new);
  }

  void step() {
    for (Sensor sensor : noisy) {
      sensor.noise = sensor.deviation * random.nextGaussian();
    }
  }

  double read(Point point, double truth) {
    Sensor sensor = sensors.get(point);
    return sensor == null ? truth : truth + sensor.noise;
  }

  private static double deviation(Point point) {
    return switch (point) {
      case PUMP_SPEED -> 0.3;
      case PUMP_FLOW -> 1.0;
      case PUMP_BEARING_TEMPERATURE, PUMP_INLET_TEMPERATURE -> 0.08;
      case PUMP_SUCTION_PRESSURE -> 0.006;
      case PUMP_DISCHARGE_PRESSURE -> 0.012;
      case PUMP_MOTOR_CURRENT -> 0.03;
      case PUMP_VIBRATION -> 0.09;
      case PUMP_POWER -> 0.012;
      case PUMP_VALVE -> 0.15;
      case PUMP_TANK_LEVEL -> 0.1;
      case PUMP_STATE, PUMP_SPEED_SP, PUMP_GATEWAY_ALIVE, EXCHANGER_COOLANT_VALVE_SP -> 0;
      case EXCHANGER_INLET_TEMPERATURE,
          EXCHANGER_OUTLET_TEMPERATURE,
          EXCHANGER_COOLANT_INLET_TEMPERATURE,
          EXCHANGER_COOLANT_OUTLET_TEMPERATURE ->
          0.06;
      case EXCHANGER_PRESSURE -> 0.012;
      case EXCHANGER_PRESSURE_DROP -> 0.004;
      case EXCHANGER_COOLANT_PRESSURE -> 0.008;
      case EXCHANGER_COOLANT_FLOW -> 0.8;
      case EXCHANGER_COOLANT_VALVE -> 0.15;
      case EXCHANGER_DUTY -> 1.2;
    };
  }

  private static final class Sensor {
    private final double deviation;
    private double noise;

    Sensor(double deviation) {
      this.deviation = deviation;
    }
  }
}
