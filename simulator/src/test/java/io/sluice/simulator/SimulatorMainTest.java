package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.instruments.PlantTag;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatorMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void historyAndTagListsAreWrittenAndNothingStarts(@TempDir Path folder) throws Exception {
    int exit =
        run(
            "--history",
            folder.resolve("h.csv").toString(),
            "--span",
            "10 s",
            "--interval",
            "1 s",
            "--tags-dir",
            folder.resolve("tags").toString());

    assertThat(exit).isZero();
    assertThat(Files.readAllLines(folder.resolve("h.csv"))).hasSize(11);
    assertThat(folder.resolve("tags/pump-plc.csv")).content().startsWith(PlantTag.CSV_HEADER);
    assertThat(folder.resolve("tags/exchanger.csv")).content().contains("nsu=urn:sluice:");
    assertThat(folder.resolve("tags/pump-s7.csv")).content().contains("pump-s7/speed,fast,DB1.");
    assertThat(folder.resolve("tags/pump-logix.csv")).content().contains("pump-logix/speed,");
  }

  @Test
  void aWrongFaultIsAUsageErrorThatSaysWhatIsAllowed() {
    assertThat(run("--fault", "rust", "--at", "60s")).isEqualTo(64);
    assertThat(err.toString()).contains("rust").contains("cavitation");
  }

  @Test
  void aTakenPortIsAConfigurationErrorWithoutAStack() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(run("--modbus-port", Integer.toString(port))).isEqualTo(78);
      assertThat(err.toString()).contains("127.0.0.1:" + port).doesNotContain("\tat ");
    }
  }

  @Test
  void itRunsUntilStopped() throws Exception {
    Thread main =
        new Thread(
            () ->
                run(
                    "--modbus-port",
                    "0",
                    "--modbus-rtu-port",
                    "0",
                    "--opcua-port",
                    "0",
                    "--s7-port",
                    "0",
                    "--logix-port",
                    "0",
                    "--cloud-port",
                    "0",
                    "--fault",
                    "cavitation",
                    "--at",
                    "60s"));
    main.start();
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> out.toString().contains("running"));
    main.interrupt();
    main.join(20_000);

    assertThat(main.isAlive()).isFalse();
    assertThat(out.toString())
        .contains("tcp://127.0.0.1:")
        .contains("opc.tcp://127.0.0.1:")
        .contains("logix://127.0.0.1:")
        .contains("mqtt://127.0.0.1:")
        .contains("cavitation at 60.0 s");
  }

  @Test
  void sigtermStopsItInOrderWithinFiveSeconds() throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "--modbus-port",
                "0",
                "--modbus-rtu-port",
                "0",
                "--opcua-port",
                "0",
                "--s7-port",
                "0",
                "--logix-port",
                "0",
                "--cloud-port",
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = child.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("running")) {
        line = lines.readLine();
      }
      assertThat(line).startsWith("running");
      child.destroy();

      assertThat(child.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(143);
    } finally {
      child.destroyForcibly();
    }
  }

  private int run(String... args) {
    CommandLine command = new CommandLine(new SimulatorMain());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    command.getCommandSpec().exitCodeOnInvalidInput(64).exitCodeOnExecutionException(70);
    return command.execute(args);
  }
}
