package io.sluice.connectors.modbus;

import java.io.IOException;

/** Faults over Modbus TCP are told in our words. */
class ModbusTcpFaultTest extends ModbusFaultContract {
  ModbusTcpFaultTest() throws IOException {
    super("tcp", ModbusPeer.Carrier.TCP);
  }
}
