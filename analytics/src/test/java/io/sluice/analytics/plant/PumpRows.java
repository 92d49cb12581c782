package io.sluice.analytics.plant;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.util.List;
import java.util.Random;

/**
 * A pump in twelve tags for the tests: correlated first-order processes around a speed that an
 * operator moves now and then, with measurement noise, one row every 100 ms; and faults.
 */
public final class PumpRows {
  public enum Fault {
    NONE,
    CAVITATION,
    BEARING,
    FLOW_BIAS,
    STUCK_PRESSURE
  }

  public static final long INTERVAL = 100_000_000L;

  public static final List<Column> COLUMNS =
      List.of(
          Column.process("pump/speed", "rpm"),
          Column.process("pump/flow", "l/min"),
          Column.process("pump/suction", "bar"),
          Column.process("pump/pressure", "bar"),
          Column.process("pump/current", "A"),
          Column.process("pump/vibration", "mm/s"),
          Column.process("pump/valve", "%"),
          Column.of("pump/bearing", "°C", Column.Kind.THERMAL),
          Column.of("pump/tank", "°C", Column.Kind.THERMAL),
          Column.of("pump/hours", "h", Column.Kind.COUNTER),
          Column.of("pump/speed-sp", "rpm", Column.Kind.SETPOINT),
          Column.of("pump/state", "", Column.Kind.MODE));

  private final Random random;
  private final double[] state = {1500, 220, 1.2, 4.0, 8.0, 2.0, 60, 45, 22, 1000};
  private double setpoint = 1500;
  private double valve = 60;
  private long nanos;
  private Fault fault = Fault.NONE;
  private double held = Double.NaN;

  public PumpRows(long seed) {
    random = new Random(seed);
  }

  public void fault(Fault fault) {
    this.fault = fault;
    held = Double.NaN;
  }

  /** The speed an operator asks for, rpm. */
  public void setpoint(double rpm) {
    setpoint = rpm;
  }

  public double setpoint() {
    return setpoint;
  }

  /** Moves the plant by one row. */
  public void next(Row row) {
    nanos += INTERVAL;
    operate();
    move();
    double[] noise = {2, 0.8, 0.004, 0.02, 0.04, 0.08, 0.1, 0.05, 0.05, 0};
    for (int i = 0; i < state.length; i++) {
      row.set(i, state[i] + noise[i] * random.nextGaussian());
    }
    disturb(row);
    row.set(10, setpoint);
    row.set(11, 3);
    row.time(nanos);
  }

  public static TrainingRows training(long seed, int count) {
    TrainingRows rows = new TrainingRows(COLUMNS, count);
    PumpRows pump = new PumpRows(seed);
    Row row = new Row(COLUMNS.size());
    for (int i = 0; i < count; i++) {
      pump.next(row);
      rows.add(row);
    }
    return rows;
  }

  private void operate() {
    if (random.nextDouble() < 1 / 400.0) {
      setpoint = 1100 + 50 * random.nextInt(13);
    }
    if (random.nextDouble() < 1 / 300.0) {
      valve = 50 + 20 * random.nextDouble();
    }
  }

  private void move() {
    approach(0, Math.max(state[0] - 8, Math.min(state[0] + 8, setpoint)), 0.5, 0);
    approach(6, valve, 0.05, 0.02);
    double speed = state[0] / 1500;
    approach(1, 220 * speed * (0.6 + 0.4 * state[6] / 60), 0.15, 0.25);
    approach(2, 1.3 - 0.1 * speed * speed, 0.1, 0.002);
    approach(3, 4.3 * speed * speed - 0.3 * state[1] / 220, 0.2, 0.01);
    approach(4, 3 + 5 * speed * speed * speed * (0.7 + 0.3 * state[1] / 220), 0.2, 0.02);
    approach(5, 1.2 + 0.8 * speed, 0.3, 0.03);
    approach(7, 30 + 15 * speed, 0.0005, 0.003);
    approach(8, 22, 0.0002, 0.002);
    state[9] += 0.1 / 3600;
  }

  private void disturb(Row row) {
    switch (fault) {
      case NONE -> {}
      case CAVITATION -> {
        row.set(1, row.value(1) * (0.90 + 0.04 * random.nextGaussian()));
        row.set(3, row.value(3) * (0.93 + 0.03 * random.nextGaussian()));
        row.set(5, row.value(5) + 1.5 + 0.6 * random.nextGaussian());
      }
      case BEARING -> row.set(5, row.value(5) * 1.4);
      case FLOW_BIAS -> row.set(1, row.value(1) + 12);
      case STUCK_PRESSURE -> {
        held = Double.isNaN(held) ? row.value(3) : held;
        row.set(3, held);
      }
    }
  }

  private void approach(int i, double goal, double rate, double disturbance) {
    state[i] += rate * (goal - state[i]) + disturbance * random.nextGaussian();
  }
}
