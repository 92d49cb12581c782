package io.sluice.connectors.modbus;

import java.io.IOException;

/** Faults over RTU frames over TCP are told in our words. */
class RtuOverTcpFaultTest extends ModbusFaultContract {
  RtuOverTcpFaultTest() throws IOException {
    super("rtu-over-tcp", ModbusPeer.Carrier.RTU_OVER_TCP);
  }
}
