package io.sluice.gateway.bench;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A Modbus TCP device with a holding register for each tag. Reading the first register is the next
 * step: each scan sees new values, however fast scans come, so that no tag looks frozen.
 */
final class RegisterServer implements ModbusServices {
  /** Registers hold hundredths. */
  static final String SCALE = "0.01";

  private final byte[][] images = new byte[Signal.PERIOD][];
  private volatile int step;

  /** Says its port. */
  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RegisterServer services = new RegisterServer();
    services.prepare();
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

  /** The tag's Modbus reference. */
  static String address(int tag) {
    return "4x" + (tag + 1);
  }

  private void prepare() {
    for (int one = 0; one < images.length; one++) {
      images[one] = image(one);
    }
  }

  private static byte[] image(int step) {
    byte[] image = new byte[PlantFiles.TAGS * 2];
    for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
      int value = (int) Math.round(Signal.value(tag, tag % PlantFiles.COLUMNS, step) * 100);
      image[2 * tag] = (byte) (value >> 8);
      image[2 * tag + 1] = (byte) value;
    }
    return image;
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request) {
    if (request.address() == 0) {
      step = (step + 1) % images.length;
    }
    byte[] answer = new byte[request.quantity() * 2];
    System.arraycopy(images[step], request.address() * 2, answer, 0, answer.length);
    return new ReadHoldingRegistersResponse(answer);
  }
}
