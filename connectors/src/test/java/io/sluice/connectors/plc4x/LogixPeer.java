package io.sluice.connectors.plc4x;

import io.sluice.connectors.plan.PollGroup;
import io.sluice.simulator.eip.LogixController;
import io.sluice.simulator.eip.TagTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulator's controller on a port that is known before it starts. */
final class LogixPeer implements AutoCloseable {
  final int port;
  final TagTable tags = new TagTable();
  private @Nullable LogixController controller;

  LogixPeer() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LogixPeer start() throws IOException {
    LogixController started = new LogixController(tags, port);
    started.start();
    controller = started;
    return this;
  }

  void stop() {
    if (controller != null) {
      controller.close();
      controller = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  static LogixOptions options(int port, long timeoutMillis, long everyMillis) {
    return new LogixOptions(
        "logix://127.0.0.1:" + port,
        0,
        Duration.ofMillis(timeoutMillis),
        Map.of("fast", new PollGroup(Duration.ofMillis(everyMillis))));
  }
}
