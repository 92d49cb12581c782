package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.cli.ExitCode;
import io.sluice.gateway.demo.DemoFiles;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tags commands and the online stage of check, against the virtual plant's servers. */
class TagsCommandsTest {
  private static VirtualPlant plant;
  private static VirtualCloud cloud;
  private Path config = Path.of("");
  private Path routes = Path.of("");

  @BeforeAll
  static void thePlantRuns() throws IOException {
    plant = VirtualPlant.start(PlantOptions.defaults(7));
    cloud = VirtualCloud.start(0);
  }

  @AfterAll
  static void close() {
    plant.close();
    cloud.close();
  }

  @BeforeEach
  void theShippedFiles(@TempDir Path temp) throws IOException {
    DemoFiles files =
        DemoFiles.copy(Site.shipped("config"), Site.shipped("routes"), temp, plant, cloud);
    config = files.config();
    routes = files.routes();
  }

  @Test
  void readShowsEachTagWithUnitStatusAndAddress() {
    Shell.Said said = type("tags", "read", "pump-plc");
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.OK);
    assertThat(said.out().lines()).hasSize(15);
    assertThat(said.out())
        .containsPattern("pump-1/speed +1\\d{3}(\\.\\d+)? +rpm +Good +2.*Z +40001");
    Shell.Said server = type("tags", "read", "exchanger", "exchanger-1/*", "--json");
    assertThat(server.exit()).as(server.all()).isEqualTo(ExitCode.OK);
    assertThat(json(server).path("tags")).hasSize(11);
  }

  @Test
  void readSaysWhenATagIsUnknownOrTheDeviceIsNotThere() throws IOException {
    Shell.Said unknown = type("tags", "read", "pump-plc", "pump-1/sped");
    assertThat(unknown.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("did you mean pump-1/speed?");
    edit("connections.yaml", ":" + plant.modbusPort(), ":" + Site.freePort());
    Shell.Said away = type("tags", "read", "pump-plc");
    assertThat(away.exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(away.err()).isEqualTo("sluice: pump-plc: connection refused\n");
  }

  @Test
  void readWorksWhileSomethingElseIsWrong() throws IOException {
    Files.writeString(config.resolve("assets.yaml"), "assets: {x: {path: y, tags: nothing/*}}\n");
    assertThat(type("tags", "read", "pump-plc", "pump-1/flow").exit()).isEqualTo(ExitCode.OK);
    Shell.Said none = type("tags", "read", "pump-plk");
    assertThat(none.exit()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(none.err()).contains("did you mean pump-plc?");
  }

  @Test
  void tryFindsTheTypeThatShowsWhatTheInstrumentShows() {
    Shell.Said said = type("tags", "try", "pump-plc", "40001", "--like", speed());
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.OK);
    assertThat(said.out().lines().filter(line -> line.contains("FLOAT32")).findFirst())
        .hasValueSatisfying(
            row ->
                assertThat(row)
                    .startsWith("*")
                    .contains("ABCD", "address,type,scale: 40001,FLOAT32,"));
  }

  @Test
  void tryLooksAtTheNeighboursToo() {
    Shell.Said said = type("tags", "try", "pump-plc", "40002", "--words", "2", "--like", speed());
    assertThat(said.err()).contains("hint: 40001 as FLOAT32", "count from 0?");
    Shell.Said before = type("tags", "try", "pump-plc", "0", "--like", "1");
    assertThat(before.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(before.err()).contains("allowed is a Modbus reference");
  }

  @Test
  void tryAndBrowseSayPlainlyWhatAProtocolDoesNotHave() {
    Shell.Said typed = type("tags", "try", "exchanger", "ns=1;s=x", "--like", "1");
    assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err()).contains("typed values");
    Shell.Said flat = type("tags", "browse", "pump-plc");
    assertThat(flat.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(flat.err()).contains("cannot list what a device has");
  }

  @Test
  void browseShowsTheTreeWithValuesAndAddressesByUri() {
    Shell.Said said = type("tags", "browse", "exchanger");
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.OK);
    assertThat(said.out())
        .containsPattern(
            "  pressure +\\d\\S* +bar +Double +Good +read +"
                + "nsu=urn:sluice:virtual-plant;s=exchanger-1/pressure\n")
        .containsPattern("coolant-valve-sp .*read-write");
    assertThat(type("tags", "browse", "exchanger", "--filter", "OUTLET").out().lines()).hasSize(3);
  }

  @Test
  void whatIsPickedStandsInTheListAndPassesTheCheck() throws IOException {
    Files.delete(config.resolve("tags/exchanger.csv"));
    Shell.Said said = type("tags", "browse", "exchanger", "--pick", "**/*temperature");
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.OK);
    String list = Files.readString(config.resolve("tags/exchanger.csv"));
    assertThat(list.lines()).hasSize(5);
    assertThat(list)
        .contains(
            "inlet-temperature,live,nsu=urn:sluice:virtual-plant;s=exchanger-1/inlet-temperature,"
                + "FLOAT64,,°C,0,120,");
    assertThat(type("tags", "read", "exchanger").exit()).isEqualTo(ExitCode.OK);
    Shell.Said again = type("tags", "browse", "exchanger", "--pick", "*temperature");
    assertThat(again.exit()).isEqualTo(ExitCode.FINDINGS);
    assertThat(again.err()).contains("is in the list already", "nothing was written");
  }

  @Test
  void importWritesAllOrNothingAndNeverOverAListUnasked() throws IOException {
    Path table = config.resolveSibling("table.csv");
    Files.writeString(table, "tag;address;type;group\npump-2/flow;40003;INT;fast\nx;y;INT;fast\n");
    String before = Files.readString(config.resolve("tags/pump-plc.csv"));
    String[] words = {"tags", "import", "csv", table.toString(), "--connection", "pump-plc"};
    assertThat(type(words).exit()).isEqualTo(ExitCode.USAGE);
    Shell.Said refused = type(with(words, "--append"));
    assertThat(refused.exit()).isEqualTo(ExitCode.FINDINGS);
    assertThat(refused.err()).contains("table.csv:3:3  error  bad-address", "nothing was written");
    assertThat(config.resolve("tags/pump-plc.csv")).hasContent(before);
    Shell.Said taken = type(with(words, "--append", "--skip-bad"));
    assertThat(taken.exit()).as(taken.all()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(config.resolve("tags/pump-plc.csv")))
        .startsWith(before)
        .contains("pump-2/flow,fast,40003,INT16");
    assertThat(config.resolveSibling("table.csv.left-out.txt")).content().contains("table.csv:3:3");
  }

  @Test
  void aPlantThatIsWellPassesTheOnlineStageAndIsNotWrittenTo() {
    Threads before = Threads.now();
    int writes = plant.writeLog().size();
    Shell.Said said = type("check", "--online");
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.OK);
    assertThat(plant.writeLog()).hasSize(writes);
    before.assertNoneLeft();
  }

  @Test
  void theOnlineStageNamesEachTagThatCannotBeRead() throws IOException {
    edit("tags/pump-plc.csv", "fast,40009,", "fast,49009,");
    edit("tags/exchanger.csv", "s=exchanger-1/duty,", "s=exchanger-1/dutty,");
    Shell.Said said = type("check", "--online");
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.FINDINGS);
    assertThat(said.out())
        .contains(
            "pump-plc.csv:9:23  error  tag-not-read  pump-1/vibration is Bad_NodeIdUnknown",
            "exchanger.csv:12:23  error  tag-not-read  exchanger-1/duty is Bad_NodeIdUnknown");
  }

  @Test
  void theOnlineStageEndsInBoundedTimeWithWhatIsNotThere() throws IOException {
    edit("connections.yaml", ":" + plant.modbusPort(), ":" + Site.freePort());
    edit("uplinks.yaml", ":" + cloud.port(), ":" + Site.freePort());
    long begun = System.nanoTime();
    Shell.Said said = type("check", "--online", "--timeout", "2 s", "--json");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
    assertThat(said.exit()).as(said.all()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(json(said).path("problems").findValuesAsText("code"))
        .containsOnly("unreachable")
        .hasSize(2);
  }

  private static String speed() {
    return String.format(Locale.ROOT, "%.1f", plant.measures().get("pump-1/speed"));
  }

  private Shell.Said type(String... words) {
    return Shell.bare(with(words, "--config", config.toString(), "--routes", routes.toString()));
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = config.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private static JsonNode json(Shell.Said said) {
    try {
      return new ObjectMapper().readTree(said.out());
    } catch (IOException wrong) {
      throw new AssertionError(said.all(), wrong);
    }
  }
}
