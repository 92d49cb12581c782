package io.sluice.simulator.process;

import java.util.SplittableRandom;

/**
 * The whole plant: pump skid, heat exchanger, their PLC and their sensors. Everything follows from
 * the seed, the commands and the number of steps. Not thread-safe.
 */
public final class Plant {
  /** Speed at which the plant starts and to which its PLC falls back, rpm. */
  public static final double HOME_SPEED = 1600;

  /** Coolant valve opening at which the plant starts, percent. */
  public static final double HOME_COOLANT_VALVE = 50;

  /** Highest speed the drive accepts, rpm. */
  public static final double MAX_SPEED = 1800;

  /** {@code pump-1/state}: the PLC holds its own speed because the gateway went silent. */
  public static final int LOCAL_AUTO = 2;

  /** {@code pump-1/state}: the PLC follows the speed setpoint. */
  public static final int REMOTE_AUTO = 3;

  /** The step the equations are tuned for, seconds. */
  public static final double STEP = 0.02;

  private static final double SETTLING_SECONDS = 60;

  private final PumpSkid pump;
  private final HeatExchanger exchanger;
  private final SensorNoise sensors;
  private final Watchdog watchdog = new Watchdog();
  private double speedSetpoint = HOME_SPEED;
  private double coolantSetpoint = HOME_COOLANT_VALVE;
  private double aliveCount;
  private int state = REMOTE_AUTO;

  /** A plant that has been running at home speed long enough to have settled. */
  public Plant(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    pump = new PumpSkid(random.split(), HOME_SPEED);
    exchanger = new HeatExchanger(random.split());
    sensors = new SensorNoise(random.split());
    for (double t = 0; t < SETTLING_SECONDS; t += STEP) {
      step(STEP);
    }
  }

  /** Moves the plant on by {@code dtSeconds}, 0.001 to 0.1. */
  public void step(double dtSeconds) {
    if (!(dtSeconds >= 0.001 && dtSeconds <= 0.1)) {
      throw new IllegalArgumentException("step is " + dtSeconds + " s, allowed 0.001 to 0.1");
    }
    boolean silent = watchdog.step(dtSeconds, aliveCount);
    if (silent) {
      speedSetpoint = HOME_SPEED;
    }
    state = silent ? LOCAL_AUTO : REMOTE_AUTO;
    pump.step(dtSeconds, speedSetpoint);
    exchanger.step(dtSeconds, pump, coolantSetpoint);
    sensors.step();
  }

  /**
   * Gives a command, in engineering units: speed setpoint, coolant valve setpoint or alive count.
   *
   * @throws IllegalArgumentException where the point takes no command, the value is out of its
   *     range, or the PLC holds the pump itself
   */
  public void command(Point point, double value) {
    double high = highestCommand(point);
    if (!(value >= 0 && value <= high)) {
      throw new IllegalArgumentException(
          point.tag() + ": " + value + " is out of range, allowed 0 to " + high);
    }
    if (point == Point.PUMP_SPEED_SP && state == LOCAL_AUTO) {
      throw new IllegalArgumentException(
          point.tag() + ": the PLC holds the pump itself, because the gateway went silent");
    }
    switch (point) {
      case PUMP_SPEED_SP -> speedSetpoint = value;
      case PUMP_GATEWAY_ALIVE -> aliveCount = value;
      default -> coolantSetpoint = value;
    }
  }

  /** True where the point takes commands. */
  public static boolean takesCommand(Point point) {
    return switch (point) {
      case PUMP_SPEED_SP, PUMP_GATEWAY_ALIVE, EXCHANGER_COOLANT_VALVE_SP -> true;
      default -> false;
    };
  }

  private static double highestCommand(Point point) {
    return switch (point) {
      case PUMP_SPEED_SP -> MAX_SPEED;
      case PUMP_GATEWAY_ALIVE -> 65_535;
      case EXCHANGER_COOLANT_VALVE_SP -> 100;
      default -> throw new IllegalArgumentException(point.tag() + " takes no command");
    };
  }

  /** What the sensor at the point shows now: the truth and the sensor's own noise. */
  public double measure(Point point) {
    return sensors.read(point, truth(point));
  }

  /** The true value at the point now. */
  public double truth(Point point) {
    return switch (point) {
      case PUMP_SPEED -> pump.speed();
      case PUMP_FLOW -> pump.flow();
      case PUMP_BEARING_TEMPERATURE -> pump.bearingTemperature();
      case PUMP_STATE -> state;
      case PUMP_SUCTION_PRESSURE -> pump.suctionPressure();
      case PUMP_DISCHARGE_PRESSURE -> pump.dischargePressure();
      case PUMP_MOTOR_CURRENT -> pump.motorCurrent();
      case PUMP_VIBRATION -> pump.vibration();
      case PUMP_SPEED_SP -> speedSetpoint;
      case PUMP_POWER -> pump.power();
      case PUMP_VALVE -> pump.valve();
      case PUMP_TANK_LEVEL -> pump.tankLevel();
      case PUMP_INLET_TEMPERATURE -> pump.inletTemperature();
      case PUMP_GATEWAY_ALIVE -> aliveCount;
      default -> exchangerTruth(point);
    };
  }

  private double exchangerTruth(Point point) {
    return switch (point) {
      case EXCHANGER_INLET_TEMPERATURE -> exchanger.inletTemperature();
      case EXCHANGER_OUTLET_TEMPERATURE -> exchanger.outletTemperature();
      case EXCHANGER_PRESSURE -> exchanger.pressure();
      case EXCHANGER_PRESSURE_DROP -> exchanger.pressureDrop();
      case EXCHANGER_COOLANT_INLET_TEMPERATURE -> exchanger.coolantInletTemperature();
      case EXCHANGER_COOLANT_OUTLET_TEMPERATURE -> exchanger.coolantOutletTemperature();
      case EXCHANGER_COOLANT_PRESSURE -> exchanger.coolantPressure();
      case EXCHANGER_COOLANT_FLOW -> exchanger.coolantFlow();
      case EXCHANGER_COOLANT_VALVE -> exchanger.coolantValve();
      case EXCHANGER_COOLANT_VALVE_SP -> coolantSetpoint;
      case EXCHANGER_DUTY -> exchanger.duty();
      default -> throw new IllegalStateException(point + " belongs to no half of the plant");
    };
  }

  /** The strainer at the suction starts to clog, or is cleaned. */
  public void strainerClogs(boolean clogs) {
    pump.strainerClogs(clogs);
  }

  /** The pump's bearing starts to wear, or is replaced. */
  public void bearingWears(boolean wears) {
    pump.bearingWears(wears);
  }

  /** The exchanger starts to foul, or is cleaned. */
  public void exchangerFouls(boolean fouls) {
    exchanger.fouls(fouls);
  }

  /** Moves the hotwell's mean temperature away from its usual 65 °C, in K, -10 to 10. */
  public void weather(double bias) {
    pump.temperatureBias(Math.max(-10, Math.min(10, bias)));
  }

  /** Net positive suction head available, metres. */
  public double npshAvailable() {
    return pump.npshAvailable();
  }

  /** Net positive suction head required, metres. */
  public double npshRequired() {
    return pump.npshRequired();
  }

  /** How much vapour is in the impeller: 0 none, 1 fully developed cavitation. */
  public double vapour() {
    return pump.vapour();
  }

  /**
   * True where the process itself runs as a sound plant would, whatever its sensors say: no vapour
   * for two seconds, bearing and exchanger sound.
   */
  public boolean normal() {
    return pump.normal() && exchanger.normal();
  }
}
