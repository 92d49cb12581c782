package io.sluice.gateway.bench;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A Modbus TCP device with all holding registers; it does nothing but answer. */
final class HoldingServer implements ModbusServices {
  private final byte[] image = new byte[2 * 65_536];

  /** Says its port. */
  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    HoldingServer services = new HoldingServer();
    for (int register = 0; register < 65_536; register++) {
      services.image[2 * register] = (byte) (ModbusPoints.held(register) >> 8);
      services.image[2 * register + 1] = (byte) ModbusPoints.held(register);
    }
    ModbusTcpServer server =
        ModbusTcpServer.create(
            NettyTcpServerTransport.create(
                config -> config.setBindAddress("127.0.0.1").setPort(port)),
            services);
    server.start();
    System.out.println(port);
    Child.awaitEnd();
    System.exit(0);
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request) {
    byte[] answer = new byte[request.quantity() * 2];
    System.arraycopy(image, request.address() * 2, answer, 0, answer.length);
    return new ReadHoldingRegistersResponse(answer);
  }
}
