package io.sluice.gateway.bench;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A Modbus TCP device with a holding register for each tag, changed at each step. */
final class RegisterServer implements ModbusServices {
  /** Registers hold hundredths. */
  static final String SCALE = "0.01";

  private volatile byte[] image = new byte[PlantFiles.TAGS * 2];
  private long step;

  /** Argument: milliseconds between two steps. Says its port. */
  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RegisterServer services = new RegisterServer();
    services.change();
    ModbusTcpServer server =
        ModbusTcpServer.create(
            NettyTcpServerTransport.create(
                config -> config.setBindAddress("127.0.0.1").setPort(port)),
            services);
    server.start();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    long every = Long.parseLong(arguments[0]);
    var unused = timer.scheduleAtFixedRate(services::change, every, every, TimeUnit.MILLISECONDS);
    System.out.println(port);
    Child.awaitEnd();
    System.exit(0);
  }

  /** The tag's Modbus reference. */
  static String address(int tag) {
    return "4x" + (tag + 1);
  }

  private void change() {
    byte[] next = new byte[PlantFiles.TAGS * 2];
    for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
      int value = (int) Math.round(Signal.value(tag, tag % PlantFiles.COLUMNS, step) * 100);
      next[2 * tag] = (byte) (value >> 8);
      next[2 * tag + 1] = (byte) value;
    }
    step++;
    image = next;
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request) {
    byte[] answer = new byte[request.quantity() * 2];
    System.arraycopy(image, request.address() * 2, answer, 0, answer.length);
    return new ReadHoldingRegistersResponse(answer);
  }
}
