package io.sluice.simulator.process;

/** Every measured or commanded point of the plant: the words the equations and the wires share. */
public enum Point {
  PUMP_SPEED("pump-1/speed"),
  PUMP_FLOW("pump-1/flow"),
  PUMP_BEARING_TEMPERATURE("pump-1/bearing-temperature"),
  PUMP_STATE("pump-1/state"),
  PUMP_SUCTION_PRESSURE("pump-1/suction-pressure"),
  PUMP_DISCHARGE_PRESSURE("pump-1/discharge-pressure"),
  PUMP_MOTOR_CURRENT("pump-1/motor-current"),
  PUMP_VIBRATION("pump-1/vibration"),
  PUMP_SPEED_SP("pump-1/speed-sp"),
  PUMP_POWER("pump-1/power"),
  PUMP_VALVE("pump-1/valve"),
  PUMP_TANK_LEVEL("pump-1/tank-level"),
  PUMP_INLET_TEMPERATURE("pump-1/inlet-temperature"),
  PUMP_GATEWAY_ALIVE("pump-1/gateway-alive"),
  EXCHANGER_INLET_TEMPERATURE("exchanger-1/inlet-temperature"),
  EXCHANGER_OUTLET_TEMPERATURE("exchanger-1/outlet-temperature"),
  EXCHANGER_PRESSURE("exchanger-1/pressure"),
  EXCHANGER_PRESSURE_DROP("exchanger-1/pressure-drop"),
  EXCHANGER_COOLANT_INLET_TEMPERATURE("exchanger-1/coolant-inlet-temperature"),
  EXCHANGER_COOLANT_OUTLET_TEMPERATURE("exchanger-1/coolant-outlet-temperature"),
  EXCHANGER_COOLANT_PRESSURE("exchanger-1/coolant-pressure"),
  EXCHANGER_COOLANT_FLOW("exchanger-1/coolant-flow"),
  EXCHANGER_COOLANT_VALVE("exchanger-1/coolant-valve"),
  EXCHANGER_COOLANT_VALVE_SP("exchanger-1/coolant-valve-sp"),
  EXCHANGER_DUTY("exchanger-1/duty");

  private final String tag;

  Point(String tag) {
    this.tag = tag;
  }

  /** The tag name, {@code asset/point}. */
  public String tag() {
    return tag;
  }

  /**
   * The point with this tag name.
   *
   * @throws IllegalArgumentException naming the tag where there is none
   */
  public static Point of(String tag) {
    for (Point point : values()) {
      if (point.tag.equals(tag)) {
        return point;
      }
    }
    throw new IllegalArgumentException(
        "there is no tag '" + tag + "' in the virtual plant; tags look like " + PUMP_FLOW.tag);
  }
}
