package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.cloud.VirtualCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plant and the cloud as programs see them that nobody here wrote. */
@Tag("peers")
class PeersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void mbpollReadsTheSpeedAndWritesTheSetpoint() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      String port = Integer.toString(plant.modbusPort());
      String read =
          run(
              "mbpoll",
              "-m",
              "tcp",
              "-p",
              port,
              "-a",
              "1",
              "-t",
              "4:float",
              "-B",
              "-r",
              "1",
              "-1",
              "127.0.0.1");
      assertThat(read).containsPattern("\\[1\\]:\\s+1[56]\\d\\d");

      run(
          "mbpoll",
          "-m",
          "tcp",
          "-p",
          port,
          "-a",
          "1",
          "-t",
          "4:float",
          "-B",
          "-r",
          "10",
          "127.0.0.1",
          "1300");
      assertThat(plant.writeLog())
          .singleElement()
          .satisfies(
              write -> {
                assertThat(write.accepted()).isTrue();
                assertThat(write.value()).hasValue(1300);
              });
    }
  }

  /** mbpoll knows RTU on serial lines only: socat is the converter that plants have there. */
  @Test
  void mbpollReadsOverASerialLineAndAConverter() throws Exception {
    Path line = Files.createTempDirectory("line").resolve("tty");
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      Process converter =
          start("socat", "pty,raw,echo=0,link=" + line, "tcp:127.0.0.1:" + plant.modbusRtuPort());
      try {
        await().atMost(PATIENCE).until(() -> Files.exists(line));
        String read =
            run(
                "mbpoll",
                "-m",
                "rtu",
                "-P",
                "none",
                "-a",
                "1",
                "-t",
                "4:float",
                "-B",
                "-r",
                "1",
                "-1",
                line.toString());
        assertThat(read).containsPattern("\\[1\\]:\\s+1[56]\\d\\d");
      } finally {
        converter.destroy();
      }
    }
  }

  @Test
  void mosquittoPublishesAndWatches() throws Exception {
    try (VirtualCloud cloud = VirtualCloud.start(0)) {
      String port = Integer.toString(cloud.port());
      for (String version : List.of("311", "5")) {
        Process watcher =
            start(
                "mosquitto_sub", "-V", version, "-p", port, "-t", "acme/#", "-C", "1", "-W", "15");
        await().atMost(PATIENCE).until(() -> cloud.clients() == 1);
        String record = "{\"stream\":\"v" + version + "\",\"seq\":1}";
        run("mosquitto_pub", "-V", version, "-p", port, "-t", "acme/s", "-q", "1", "-m", record);

        assertThat(output(watcher)).contains(record);
      }
      assertThat(cloud.report().received()).isEqualTo(2);
    }
  }

  private static String run(String... command) throws Exception {
    return output(start(command));
  }

  private static Process start(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
