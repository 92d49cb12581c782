package io.sluice.simulator.modbus;

import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.ModbusPduSerializer;
import com.digitalpetri.modbus.pdu.ModbusPdu;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import java.nio.ByteBuffer;

/**
 * Lets a function code that the library cannot read through as a bare code, so that it is answered
 * with exception 01 (Modbus Application Protocol V1.1b3, 7) and does not cost the connection.
 */
final class RequestReader implements ModbusPduSerializer {
  private final ModbusPduSerializer library = DefaultRequestSerializer.INSTANCE;

  @Override
  public ModbusPdu decode(int functionCode, ByteBuffer pdu) throws Exception {
    return FunctionCode.from(functionCode).isPresent()
        ? library.decode(functionCode, pdu)
        : new Unknown(functionCode);
  }

  @Override
  public void encode(ModbusPdu pdu, ByteBuffer out) throws Exception {
    library.encode(pdu, out);
  }

  private record Unknown(int functionCode) implements ModbusRequestPdu {
    @Override
    public int getFunctionCode() {
      return functionCode;
    }
  }
}
