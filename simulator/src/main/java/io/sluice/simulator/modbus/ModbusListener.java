package io.sluice.simulator.modbus;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ModbusTcpServerTransport;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port of the pump's PLC, which it gets back after it fell silent. */
final class ModbusListener {
  private static final Logger log = LoggerFactory.getLogger(ModbusListener.class);

  private final PumpServices services;
  private final IntFunction<Carrier> carriers;
  private @Nullable ModbusTcpServer server;
  private @Nullable Channel listening;
  private volatile int port;

  /**
   * What carries frames once.
   *
   * @param bound the listening channel, once bound
   */
  record Carrier(ModbusTcpServerTransport transport, Supplier<@Nullable Channel> bound) {}

  /**
   * Wires; opens nothing.
   *
   * @param carriers makes what carries frames on a port
   * @param port 0 for any free one
   */
  ModbusListener(PumpServices services, IntFunction<Carrier> carriers, int port) {
    this.services = services;
    this.carriers = carriers;
    this.port = port;
  }

  int port() {
    return port;
  }

  void listen() throws IOException {
    if (server != null) {
      return;
    }
    Carrier carrier = carriers.apply(port);
    ModbusTcpServer fresh =
        ModbusTcpServer.create(
            carrier.transport(), services, cfg -> cfg.setRequestSerializer(new RequestReader()));
    try {
      fresh.start();
    } catch (ExecutionException failed) {
      throw new IOException(
          "modbus: cannot listen on " + PumpPlc.LOOPBACK + ":" + port + ": " + failed.getCause(),
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("modbus: interrupted while starting", interrupted);
    }
    Channel bound = carrier.bound().get();
    if (bound != null) {
      listening = bound;
      port = ((InetSocketAddress) bound.localAddress()).getPort();
    }
    server = fresh;
  }

  void fallSilent() {
    ModbusTcpServer running = server;
    server = null;
    if (running == null) {
      return;
    }
    try {
      running.stop();
    } catch (ExecutionException failed) {
      log.warn("modbus: closing the port failed: {}", failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    closePort();
  }

  /**
   * Java gives a port back only with the selection after the close, so the event loop turns once
   * more before a cut link is said to be cut.
   */
  private void closePort() {
    Channel bound = listening;
    listening = null;
    if (bound != null) {
      boolean closed = bound.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
      boolean turned =
          bound
              .eventLoop()
              .schedule(() -> {}, 5, TimeUnit.MILLISECONDS)
              .awaitUninterruptibly(2, TimeUnit.SECONDS);
      if (!closed || !turned) {
        log.warn("modbus: port {} is still open after 2 s", port);
      }
    }
  }
}
