package io.sluice.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.options.Secrets;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's copy of the shipped files, and its promise to contact nothing else. */
class DemoFilesTest {
  private static VirtualPlant plant;
  private static VirtualCloud cloud;
  private final Path folder;

  DemoFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void startThePeers() throws IOException {
    plant = VirtualPlant.start(PlantOptions.defaults(1));
    cloud = VirtualCloud.start(0);
  }

  @AfterAll
  static void stopThePeers() {
    plant.close();
    cloud.close();
  }

  @Test
  void theShippedFilesPassTheCheckWithThisRunsAddresses() throws Exception {
    Configuration configuration = load(copy());
    assertThatCode(() -> DemoFiles.requireVirtual(configuration, plant, cloud))
        .doesNotThrowAnyException();
    String connections = Files.readString(folder.resolve("config/connections.yaml"));
    assertThat(connections).contains("127.0.0.1:" + plant.modbusPort()).doesNotContain("15020");
  }

  @Test
  void theUsersOwnFilesStayAsTheyAre() throws Exception {
    String before = Files.readString(Shipped.config().resolve("connections.yaml"));
    copy();
    assertThat(Files.readString(Shipped.config().resolve("connections.yaml"))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://10.0.4.12:502",
        // The plant's port, on another machine.
        "tcp://localhost.example:PORT"
      })
  void anAddressElsewhereIsRefused(String url) throws Exception {
    DemoFiles files = copy();
    String foreign = url.replace("PORT", Integer.toString(plant.modbusPort()));
    replace("tcp://127.0.0.1:" + plant.modbusPort(), foreign);
    Configuration configuration = load(files);
    assertThatThrownBy(() -> DemoFiles.requireVirtual(configuration, plant, cloud))
        .isInstanceOf(GatewayException.class)
        .hasMessageStartingWith("pump-plc points to " + foreign + ", not to the virtual plant");
  }

  @Test
  void aMissingDirectoryIsTold() {
    assertThatThrownBy(
            () ->
                DemoFiles.copy(
                    Shipped.config().resolveSibling("confg"),
                    Shipped.routes(),
                    folder,
                    plant,
                    cloud))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("confg is not there; the demo needs the shipped config and routes");
  }

  @Test
  void aRunsDirectoryIsDeletedWhole() throws Exception {
    copy();
    DemoFiles.delete(folder.resolve("config"));
    assertThat(folder.resolve("config")).doesNotExist();
  }

  private DemoFiles copy() throws IOException {
    return DemoFiles.copy(Shipped.config(), Shipped.routes(), folder, plant, cloud);
  }

  private void replace(String from, String to) throws IOException {
    Path file = folder.resolve("config/connections.yaml");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, "\"" + to + "\""));
  }

  private static Configuration load(DemoFiles files) {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    Loaded loaded =
        Installed.configFiles(Surroundings.of(clock, clock), Secrets.none())
            .load(files.config(), files.routes());
    assertThat(loaded).as("%s", loaded.problems()).isInstanceOf(Loaded.Checked.class);
    return ((Loaded.Checked) loaded).configuration();
  }
}
