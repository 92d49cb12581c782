package io.sluice.simulator;

/**
 * Where the plant's servers listen on loopback; 0 takes any free port.
 *
 * @param modbus of the pump's PLC
 * @param modbusRtu of the same PLC for RTU frames over TCP
 * @param opcUa of the exchanger's server
 * @param s7 of the pump's S7 PLC
 * @param logix of the pump's Logix controller
 */
public record PlantPorts(int modbus, int modbusRtu, int opcUa, int s7, int logix) {
  /** Free ones. */
  public static final PlantPorts FREE = new PlantPorts(0, 0, 0, 0, 0);

  public PlantPorts {
    check("modbus", modbus);
    check("modbus RTU", modbusRtu);
    check("OPC UA", opcUa);
    check("S7", s7);
    check("Logix", logix);
  }

  private static void check(String what, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(what + " port is " + port + ", allowed 0 to 65535");
    }
  }
}
