package io.sluice.connectors.opcua;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** node-opcua's server in a process of its own, stopped and started on one port. */
final class NodeOpcUa implements AutoCloseable {
  final int port;
  private final Path folder;
  private @Nullable Process process;
  private String certificate = "";

  /** With certificates kept in the folder. */
  NodeOpcUa(Path folder) {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException none) {
      throw new java.io.UncheckedIOException(none);
    }
  }

  /** Returns when it listens; skips the test where node-opcua is not here. */
  void start() throws Exception {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    Path script = Path.of(NodeOpcUa.class.getResource("/peers/opcua_server.js").toURI());
    Path bundled = Path.of(modules, ".bin", "node");
    ProcessBuilder builder =
        new ProcessBuilder(
                Files.exists(bundled) ? bundled.toString() : "node",
                script.toString(),
                Integer.toString(port),
                folder.resolve("peer").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("NODE_PATH", modules);
    Process started = builder.start();
    process = started;
    BufferedReader said =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("READY ")) {
        certificate = line.substring("READY ".length()).strip();
        return;
      }
    }
    throw new IOException("node-opcua did not start; it exited with " + started.waitFor());
  }

  /** File of its own certificate, PEM. */
  String certificate() {
    return certificate;
  }

  void stop() throws Exception {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      running.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
