package io.sluice.simulator.process;

import java.util.SplittableRandom;

/**
 * A counterflow plate exchanger: the pump's hot condensate on the primary side, cooling water
 * behind a valve on the other. Heat by effectiveness and number of transfer units (VDI Heat Atlas,
 * C1); fouling adds resistance to heat and to flow. Temperatures in °C, flows in l/min, heat in kW.
 */
public final class HeatExchanger {
  private static final double KW_PER_LPM_KELVIN = 4.18 * 0.98 / 60;
  private static final double COOLANT_AT_FULL_VALVE = 330;
  private static final double AMBIENT_BAR = 1.013;

  private final Ramp valve = new Ramp(6, 50);
  private final Lag outlet = new Lag(6, 40);
  private final Lag coolantOutlet = new Lag(6, 40);
  private final Lag fouling = new Lag(10, 0);
  private final Wander coolantTemperature;
  private final Wander coolantSupply;
  private final Wander restless;
  private double duty;
  private double coolantFlow;
  private double primaryFlow;
  private double upstream = AMBIENT_BAR;
  private double inletTemperature = 65;
  private boolean fouls;

  HeatExchanger(SplittableRandom random) {
    coolantTemperature = new Wander(0.6, 180, random.split());
    coolantSupply = new Wander(0.02, 8, random.split());
    restless = new Wander(0.006, 0.5, random.split());
  }

  /**
   * Moves on by {@code dt} seconds, fed by the pump, with the coolant valve told {@code wanted} %.
   */
  void step(double dt, PumpSkid pump, double wanted) {
    valve.step(dt, wanted);
    fouling.step(dt, fouls ? 1 : 0);
    coolantTemperature.step(dt);
    coolantSupply.step(dt);
    restless.step(dt);
    primaryFlow = pump.flow();
    upstream = pump.dischargePressure();
    inletTemperature = pump.inletTemperature() - 0.8;
    coolantFlow = COOLANT_AT_FULL_VALVE * opening() * (1 + coolantSupply.value());
    exchange(dt);
  }

  private void exchange(double dt) {
    double hot = Math.max(0.05, primaryFlow * KW_PER_LPM_KELVIN);
    double cold = Math.max(0.05, coolantFlow * KW_PER_LPM_KELVIN);
    double least = Math.min(hot, cold);
    double ratio = least / Math.max(hot, cold);
    double most = least * (inletTemperature - coolantInlet());
    double steady = effectiveness(transfer() / least, ratio) * most;
    outlet.step(dt, inletTemperature - steady / hot);
    coolantOutlet.step(dt, coolantInlet() + steady / cold);
    duty = hot * (inletTemperature - outlet.value());
  }

  /** Counterflow effectiveness of {@code units} transfer units at capacity ratio {@code ratio}. */
  static double effectiveness(double units, double ratio) {
    if (ratio > 0.999) {
      return units / (1 + units);
    }
    double decay = Math.exp(-units * (1 - ratio));
    return (1 - decay) / (1 - ratio * decay);
  }

  /** Overall coefficient times area, kW/K: both films in series with the deposit. */
  private double transfer() {
    double hotFilm = 34 * Math.pow(Math.max(primaryFlow, 1) / 200, 0.7);
    double coldFilm = 30 * Math.pow(Math.max(coolantFlow, 1) / 165, 0.7);
    return 1 / (1 / hotFilm + 1 / coldFilm + 0.055 * fouling.value());
  }

  private double opening() {
    return valve.value() / 100;
  }

  private double coolantInlet() {
    return 18 + coolantTemperature.value();
  }

  /** Heat transferred, kW. */
  public double duty() {
    return duty;
  }

  public double inletTemperature() {
    return inletTemperature;
  }

  public double outletTemperature() {
    return outlet.value();
  }

  public double coolantInletTemperature() {
    return coolantInlet();
  }

  public double coolantOutletTemperature() {
    return coolantOutlet.value();
  }

  public double coolantFlow() {
    return coolantFlow * (1 + restless.value());
  }

  /** Coolant pressure at the inlet, bar absolute. */
  public double coolantPressure() {
    double load = coolantFlow / COOLANT_AT_FULL_VALVE;
    return 3.4 + 2 * coolantSupply.value() - 0.7 * load * load;
  }

  public double coolantValve() {
    return valve.value();
  }

  /** Primary inlet pressure, bar absolute. */
  public double pressure() {
    double pipe = 4.0e-6 * primaryFlow * primaryFlow;
    return Math.max(AMBIENT_BAR * 0.3, upstream - pipe);
  }

  /** Primary pressure drop, bar. */
  public double pressureDrop() {
    double clean = 6.0e-6 * primaryFlow * primaryFlow;
    return clean * (1 + 0.8 * fouling.value()) * (1 + restless.value());
  }

  void fouls(boolean on) {
    fouls = on;
  }

  /** True where the deposit costs less than a twentieth of its full resistance. */
  boolean normal() {
    return fouling.value() < 0.05;
  }
}
