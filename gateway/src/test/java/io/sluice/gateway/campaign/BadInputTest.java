package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.cli.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who made a mistake, or whose plant is not there. */
class BadInputTest {
  private Site site;
  private Shell shell;

  @BeforeEach
  void plantAndCloud(@TempDir Path directory) throws Exception {
    site = Site.open(directory);
    shell = new Shell(site);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void brokenYamlNamesLineAndColumn() throws Exception {
    site.edit("detectors.yaml", "asset: pump-1\n", "asset: [pump-1\n");
    refused(ExitCode.CONFIGURATION, "detectors.yaml:5:12", "is not closed");
  }

  @Test
  void aMisspeltKeyComesWithTheRightOne() throws Exception {
    site.edit("setpoints.yaml", "    deadline: 500 ms", "    dedline: 500 ms");
    refused(ExitCode.CONFIGURATION, "setpoints.yaml:11:5", "dedline", "did you mean deadline?");
  }

  @Test
  void anOpcUaAddressByIndexIsAWarningThatNamesTheLastingForm() throws Exception {
    site.edit(
        "tags/exchanger.csv",
        "nsu=urn:sluice:virtual-plant;s=exchanger-1/duty",
        "ns=2;s=exchanger-1/duty");
    Shell.Said said = shell.type("check");
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.OK);
    plain(said, "exchanger.csv:12:", "warning  namespace-index", "ns=2", "nsu=URI");
  }

  @Test
  void anUnknownTagOfASetpointComesWithTheRightOne() throws Exception {
    site.edit("setpoints.yaml", "tag: pump-1/speed-sp", "tag: pump-1/sped-sp");
    refused(
        ExitCode.CONFIGURATION,
        "setpoints.yaml:5:10",
        "pump-1/sped-sp",
        "did you mean pump-1/speed-sp?");
  }

  @Test
  void aRouteThatNamesAnUnknownDetectorComesWithTheRightOne() throws Exception {
    site.edit("pump-1.camel.yaml", "to: detect:pump-1-health", "to: detect:pump-1-helth");
    refused(
        ExitCode.CONFIGURATION,
        "pump-1.camel.yaml:9:",
        "pump-1-helth",
        "did you mean pump-1-health?");
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Shell.Said said = Shell.bare("run", "--config", "no-such", "--routes", "nor-this");
    assertThat(said.exit()).isEqualTo(ExitCode.CONFIGURATION);
    plain(said, "no-such", "there is no such directory");
  }

  @Test
  void aPortInUseSaysWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(site.port(), 1, InetAddress.getLoopbackAddress())) {
      Threads threads = Threads.now();
      refused(ExitCode.UNREACHABLE, "cannot listen on 127.0.0.1:" + taken.getLocalPort(), "--port");
      threads.assertNoneLeft();
    }
  }

  @Test
  void aDataDirectoryThatCannotBeWrittenSaysWhatToDo() throws Exception {
    Path file = Files.createFile(site.config().resolveSibling("a-file"));
    Shell.Said said = shell.type("run", "--data", file.resolve("data").toString());
    assertThat(said.exit()).isEqualTo(ExitCode.CONFIGURATION);
    plain(said, "data directory " + file.resolve("data"), "(Not a directory)", "data: in");
  }

  @Test
  void twoGatewaysOnOneDataDirectoryNameTheProcess() throws Exception {
    try (Running running = site.start()) {
      refused(
          ExitCode.UNREACHABLE,
          "is in use by another gateway (process " + ProcessHandle.current().pid() + ")",
          "stop that one");
      assertThat(running.parts().connectors()).isNotEmpty();
    }
  }

  @Test
  void aPlantAndABrokerThatAreOffAreNamedByStatusWhileTheGatewayRunsOn() throws Exception {
    site.plant().stopModbus();
    site.cloud().linkDown();
    assertThat(shell.type("check").exit()).isEqualTo(ExitCode.OK);
    try (Running running = site.start()) {
      running.until("the exchanger", 10, () -> running.online("exchanger"));
      running.until("a refused broker", 10, () -> shell.type("status").out().contains("backoff"));
      Shell.Said status = shell.type("status");
      assertThat(status.exit()).isEqualTo(ExitCode.OK);
      plain(status, "connection pump-plc", "connection refused", "uplink     plant-broker");
    }
  }

  @Test
  void statusWithoutAGatewaySaysHowToStartOne() {
    Shell.Said said = shell.type("status");
    assertThat(said.exit()).isEqualTo(ExitCode.UNREACHABLE);
    plain(said, "no gateway answers at http://127.0.0.1:" + site.port(), "sluice run");
  }

  @Test
  void aReleaseWithoutAGatewaySaysHowToStartOne() {
    Shell.Said said = shell.type("setpoint", "release", "pump-1-speed", "--person", "Ada");
    assertThat(said.exit()).isEqualTo(ExitCode.UNREACHABLE);
    plain(said, "sluice run");
  }

  /** What {@code run} says, and nothing of it on stdout. */
  private void refused(int exit, String... phrases) {
    Shell.Said run = shell.type("run");
    assertThat(run.exit()).as(run.all()).isEqualTo(exit);
    plain(run, phrases);
    assertThat(run.out()).isEmpty();
  }

  private static void plain(Shell.Said said, String... phrases) {
    assertThat(said.all()).contains(phrases).doesNotContain("Exception", "\tat ", "null");
  }
}
