package io.sluice.connectors.modbus;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The whole contract against other people's servers. */
@Tag("peers")
class ModbusPeersTest {
  @Nested
  class Pymodbus extends PeerContract {
    Pymodbus() {
      super(PeerProcess.python("modbus_pymodbus.py"), "tcp");
    }
  }

  @Nested
  class PymodbusRtuOverTcp extends PeerContract {
    PymodbusRtuOverTcp() {
      super(PeerProcess.python("modbus_pymodbus.py", "rtu"), "rtu-over-tcp");
    }
  }

  @Nested
  class Libmodbus extends PeerContract {
    Libmodbus() throws Exception {
      super(PeerProcess.compiled("modbus_libmodbus.c"), "tcp");
    }
  }

  @Nested
  class ModbusSerial extends PeerContract {
    ModbusSerial() {
      super(PeerProcess.node("modbus_serial.js"), "tcp");
    }
  }
}
