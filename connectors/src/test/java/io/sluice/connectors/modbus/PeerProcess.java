package io.sluice.connectors.modbus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that nobody here wrote, on a port of its own, started and stopped by tests. */
public final class PeerProcess {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final int PAUSE_MILLIS = 30;

  public final int port;
  private final List<String> command;
  private @Nullable Process process;

  private PeerProcess(List<String> command) {
    this.command = command;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  /** A script by the Python of the operating system, whose packages those are. */
  static PeerProcess python(String script, String... more) {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.exists(python), "no Python");
    return new PeerProcess(listed(python.toString(), file(script), more));
  }

  /** A script by Node.js with the npm packages that {@code PEERS_NODE_MODULES} names. */
  public static PeerProcess node(String script, String... more) {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    Path bundled = Path.of(String.valueOf(modules), ".bin", "node");
    return new PeerProcess(
        listed(Files.exists(bundled) ? bundled.toString() : "node", file(script), more));
  }

  /**
   * The same with an addon, which is built for the node that installed it: the machine's own.
   *
   * @param addon below the npm packages
   */
  public static PeerProcess nodeWith(String addon, String script, String... more) {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    boolean built = Files.exists(Path.of(String.valueOf(modules), addon));
    assumeTrue(built, addon + " could not be built on this machine");
    return new PeerProcess(listed("node", file(script), more));
  }

  /** Compiled by the machine's compiler with libmodbus, where both are there. */
  static PeerProcess compiled(String source) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/include/modbus/modbus.h")), "no libmodbus");
    Path program = Files.createTempDirectory("peer").resolve("server");
    Process compiler =
        new ProcessBuilder(
                "cc", "-I/usr/include/modbus", "-o", program.toString(), file(source), "-lmodbus")
            .inheritIO()
            .start();
    assumeTrue(compiler.waitFor() == 0, "no compiler");
    return new PeerProcess(List.of(program.toString()));
  }

  public void start() throws Exception {
    List<String> whole = new ArrayList<>(command);
    int at = Math.min(whole.size(), command.get(0).endsWith("server") ? 1 : 2);
    whole.add(at, Integer.toString(port));
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    builder.redirectOutput(new File("target/peer-" + port + ".log"));
    String modules = System.getenv("PEERS_NODE_MODULES");
    if (modules != null) {
      builder.environment().put("NODE_PATH", modules);
    }
    process = builder.start();
    awaitPort();
  }

  public void stop() throws InterruptedException {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  private void awaitPort() throws Exception {
    for (int waited = 0; waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
      try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (there.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        boolean unused = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    throw new IllegalStateException(command + " does not listen on " + port);
  }

  private static List<String> listed(String program, String script, String... more) {
    List<String> command = new ArrayList<>(List.of(program, script));
    command.addAll(List.of(more));
    return command;
  }

  private static String file(String script) {
    try {
      return Path.of(PeerProcess.class.getResource("/peers/" + script).toURI()).toString();
    } catch (java.net.URISyntaxException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
