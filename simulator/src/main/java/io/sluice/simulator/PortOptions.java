package io.sluice.simulator;

import picocli.CommandLine.Option;

/** The ports as they are written on the command line. */
final class PortOptions {
  @Option(
      names = "--modbus-port",
      defaultValue = "15020",
      description = "Port of the pump's PLC (${DEFAULT-VALUE}); 0 takes a free one.")
  private int modbus;

  @Option(
      names = "--modbus-rtu-port",
      defaultValue = "15021",
      description =
          "Port of the pump's PLC for RTU over TCP (${DEFAULT-VALUE}); 0 takes a free one.")
  private int modbusRtu;

  @Option(
      names = "--opcua-port",
      defaultValue = "14840",
      description = "Port of the exchanger's server (${DEFAULT-VALUE}); 0 takes a free one.")
  private int opcUa;

  @Option(
      names = "--s7-port",
      defaultValue = "10102",
      description = "Port of the pump's S7 PLC (${DEFAULT-VALUE}); 0 takes a free one.")
  private int s7;

  @Option(
      names = "--logix-port",
      defaultValue = "14818",
      description = "Port of the pump's Logix controller (${DEFAULT-VALUE}); 0 takes a free one.")
  private int logix;

  PlantPorts ports() {
    return new PlantPorts(modbus, modbusRtu, opcUa, s7, logix);
  }
}
