package io.sluice.simulator.instruments;

import java.util.Locale;

/** A wire the plant is on. */
public enum Protocol {
  MODBUS,
  OPCUA,
  S7,
  LOGIX;

  /**
   * Reads {@code modbus}, {@code opcua}, {@code s7} or {@code logix}.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Protocol parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "modbus" -> MODBUS;
      case "opcua" -> OPCUA;
      case "s7" -> S7;
      case "logix" -> LOGIX;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is no link of the virtual plant, allowed modbus, opcua, s7 or logix");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
