package io.sluice.simulator.process;

import java.util.SplittableRandom;

/**
 * A condensate pump on its skid. The hotwell tank stands at saturation pressure, so the head
 * available at the suction is the static height less the strainer's loss, and a clogging strainer
 * starves the pump. Vapour in the impeller then takes head away, shakes the machine and makes flow,
 * pressure and current restless. Required head falls with the square of speed, so a slower pump
 * runs quietly on the same clogged strainer.
 *
 * <p>Pressures are absolute, in bar; heads in metres; flow in l/min. Not thread-safe.
 */
public final class PumpSkid {
  /** Drive ramp in rpm per second. */
  public static final double DRIVE_RAMP = 200;

  private static final double BAR_PER_METRE = 0.0962;
  private static final double STATIC_LIFT = 6;
  private static final double STATIC_HEIGHT = 0.95;
  private static final double TANK_HEIGHT = 1.5;
  private static final double TANK_LITRES = 1200;
  private static final double LEVEL_SETPOINT = 65;
  private static final double CLEAN_STRAINER = 8.0e-6;
  private static final double CLOGGED_STRAINER = 1.85e-5;

  private final Demand demand;
  private final Ramp drive;
  private final Lag flow;
  private final Lag vapour = new Lag(0.4, 0);
  private final Lag clog = new Lag(1.0, 0);
  private final Lag wear = new Lag(8, 0);
  private final Lag bearingTemperature;
  private final Lag inflow;
  private final Wander hunting;
  private final Wander turbulence;
  private final Wander surge;
  private final Wander season;
  private final Wander strainerLoad;
  private double level = LEVEL_SETPOINT;
  private double inletTemperature = 65;
  private double temperatureBias;
  private boolean strainerClogs;
  private boolean bearingWears;
  private double quietSeconds;

  PumpSkid(SplittableRandom random, double speed) {
    demand = new Demand(random.split());
    drive = new Ramp(DRIVE_RAMP, speed);
    double start = steadyFlow(speed, 60, CLEAN_STRAINER, 0);
    flow = new Lag(0.6, start);
    inflow = new Lag(15, start);
    bearingTemperature = new Lag(120, settledBearing(speed, 0));
    hunting = new Wander(1.2, 0.5, random.split());
    turbulence = new Wander(0.006, 0.4, random.split());
    surge = new Wander(1, 0.25, random.split());
    season = new Wander(1.5, 240, random.split());
    strainerLoad = new Wander(0.10, 120, random.split());
  }

  /**
   * Moves everything on by {@code dt} seconds towards {@code speedCommand} rpm; 0 stops the pump.
   */
  void step(double dt, double speedCommand) {
    double valve = demand.step(dt);
    drive.step(dt, speedCommand);
    hunting.step(dt);
    turbulence.step(dt);
    surge.step(dt);
    inletTemperature = 65 + temperatureBias + season.step(dt);
    clog.step(dt, strainerClogs ? 1 : 0);
    wear.step(dt, bearingWears ? 1 : 0);
    strainerLoad.step(dt);
    double lostHead = headLostToVapour();
    flow.step(dt, steadyFlow(speed(), valve, strainer(), lostHead));
    vapour.step(dt, vapourTarget());
    fillTank(dt);
    bearingTemperature.step(dt, settledBearing(speed(), wear.value()));
    quietSeconds = vapour.value() < 0.02 ? quietSeconds + dt : 0;
  }

  private void fillTank(double dt) {
    double wanted = flow.value() + 12 * (LEVEL_SETPOINT - level);
    inflow.step(dt, Math.max(0, wanted));
    level += (inflow.value() - flow()) / 60 * dt / TANK_LITRES * 100;
    level = Math.max(0, Math.min(100, level));
  }

  /** Flow where the pump's head meets static lift plus the losses of pipes, valve and strainer. */
  private static double steadyFlow(double speed, double valve, double strainer, double lostHead) {
    double opening = 60 / valve;
    double pipes = 3.85e-4 + 1.65e-4 * opening * opening;
    double drive = PumpCurve.shutOffHead(speed) * (1 - lostHead) - STATIC_LIFT;
    return Math.sqrt(Math.max(0, drive) / (PumpCurve.internalLoss() + pipes + strainer));
  }

  private double headLostToVapour() {
    double restless = 1 + 0.30 * surge.value();
    return Math.max(0, Math.min(0.6, 0.34 * vapour.value() * restless));
  }

  /** 0 with enough suction head, 1 once it is a fifth short. */
  private double vapourTarget() {
    double required = PumpCurve.npshRequired(speed(), flow.value());
    double shortBy = (required - npshAvailable()) / (0.20 * Math.max(required, 0.05));
    return Math.max(0, Math.min(1, shortBy));
  }

  private double strainer() {
    double natural = CLEAN_STRAINER * Math.max(0.7, 1 + strainerLoad.value());
    return natural + CLOGGED_STRAINER * clog.value();
  }

  private static double settledBearing(double speed, double wear) {
    return 27 + 14 * speed / 1450 + 32 * wear;
  }

  /** Net positive suction head available, metres. */
  public double npshAvailable() {
    double height = STATIC_HEIGHT + TANK_HEIGHT * level / 100;
    return height - strainer() * flow.value() * flow.value();
  }

  /** Net positive suction head required, metres. */
  public double npshRequired() {
    return PumpCurve.npshRequired(speed(), flow.value());
  }

  /** Shaft speed, rpm. */
  public double speed() {
    return Math.max(0, drive.value() + (drive.value() > 1 ? hunting.value() : 0));
  }

  /** Volume flow, l/min, with its turbulence. */
  public double flow() {
    double restless = turbulence.value() + 0.04 * vapour.value() * surge.value();
    return Math.max(0, flow.value() * (1 + restless));
  }

  /** How much vapour is in the impeller: 0 none, 1 fully developed cavitation. */
  public double vapour() {
    return vapour.value();
  }

  /** Suction pressure, bar absolute: vapour pressure of the hotwell plus the head above it. */
  public double suctionPressure() {
    return vapourPressure(inletTemperature) + BAR_PER_METRE * npshAvailable();
  }

  /** Discharge pressure, bar absolute. */
  public double dischargePressure() {
    double restless = 1 + 1.4 * turbulence.value() + 0.06 * vapour.value() * surge.value();
    double head = PumpCurve.head(speed(), flow.value()) * (1 - headLostToVapour());
    return suctionPressure() + BAR_PER_METRE * Math.max(0, head) * restless;
  }

  /** Shaft power, kW. */
  public double power() {
    double head = Math.max(0, PumpCurve.head(speed(), flow.value())) * (1 - headLostToVapour());
    double hydraulic = 9.81e-3 * 0.98 * flow.value() / 60 * head;
    double efficiency = PumpCurve.efficiency(speed(), flow.value()) * (1 - 0.08 * vapour.value());
    double restless = 1 + 0.8 * turbulence.value() + 0.07 * vapour.value() * surge.value();
    return (hydraulic / efficiency + 0.05 * speed() / 1450) * restless;
  }

  /** Motor current, A: magnetising and active part at 400 V. */
  public double motorCurrent() {
    double active = power() / (Math.sqrt(3) * 0.4 * 0.88);
    double magnetising = speed() > 1 ? 1.4 : 0;
    return Math.sqrt(active * active + magnetising * magnetising);
  }

  /** Vibration velocity of the bearing housing, mm/s RMS (ISO 10816-7). */
  public double vibration() {
    return quietVibration(speed())
        + 7 * vapour.value() * (1 + 0.25 * surge.value())
        + 3.2 * wear.value();
  }

  /** Vibration of the sound machine at a speed, mm/s RMS. */
  static double quietVibration(double speed) {
    double ratio = speed / 1450;
    return 0.25 + 1.25 * ratio * ratio;
  }

  public double bearingTemperature() {
    return bearingTemperature.value();
  }

  public double valve() {
    return demand.opening();
  }

  public double tankLevel() {
    return level;
  }

  public double inletTemperature() {
    return inletTemperature;
  }

  /** Moves the hotwell's mean temperature away from 65 °C by {@code bias} K. */
  void temperatureBias(double bias) {
    temperatureBias = bias;
  }

  void strainerClogs(boolean clogs) {
    strainerClogs = clogs;
  }

  void bearingWears(boolean wears) {
    bearingWears = wears;
  }

  /** True where no vapour has formed for two seconds and the bearing is sound. */
  boolean normal() {
    return quietSeconds >= 2 && wear.value() < 0.05;
  }

  /** Saturation pressure of water in bar (Magnus form), 0 to 100 °C. */
  private static double vapourPressure(double celsius) {
    return 0.0061094 * Math.exp(17.625 * celsius / (celsius + 243.04));
  }
}
