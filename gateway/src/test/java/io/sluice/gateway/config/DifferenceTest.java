package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Change.How;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edit of the shipped files would change, in sentences. */
class DifferenceTest {
  private static final PlantClock CLOCK = new VirtualClock(Instant.EPOCH);
  private static final Surroundings WORLD = Surroundings.of(CLOCK, CLOCK);

  private final Path folder;
  private final Configuration shipped;

  DifferenceTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    copy(Shipped.config(), folder.resolve("config"));
    copy(Shipped.routes(), folder.resolve("routes"));
    this.shipped = load();
  }

  @Test
  void theSameFilesReadAgainDifferInNothing() {
    Difference difference = Difference.between(shipped, load());
    assertThat(difference.isEmpty()).as("%s", difference.sentences()).isTrue();
  }

  @Test
  void aTagThatIsAddedRestartsItsConnectionAndWhatStandsOnIt() throws Exception {
    Path tags = folder.resolve("config/tags/pump-plc.csv");
    List<String> lines = Files.readAllLines(tags);
    String line = lines.get(lines.size() - 1);
    String name = line.substring(0, line.indexOf(','));
    Files.writeString(tags, Files.readString(tags) + line.replace(name, "tank-1/spare") + "\n");
    Difference difference = Difference.between(shipped, load());
    assertThat(difference.sentences())
        .containsExactly(
            "pump-plc restarts: 1 tag added",
            "asset pump-1 restarts: connection pump-plc restarts",
            "pump-1-health keeps its model: asset pump-1 restarts",
            "pump-1-speed is disarmed: connection pump-plc restarts; a person must release it"
                + " again",
            "exchanger-1-coolant starts anew: connection pump-plc restarts",
            "route pump-1-watch restarts: detect:pump-1-health restarts");
    assertThat(difference.tags().keySet()).containsExactly("pump-plc");
    assertThat(difference.ending("routes")).containsExactly("pump-1-watch");
    assertThat(difference.of("connections", "exchanger")).isEmpty();
  }

  @Test
  void aRouteThatIsEditedIsSwappedAlone() throws Exception {
    edit("routes/exchanger-1.camel.yaml", "every: 1 s", "every: 2 s");
    Difference difference = Difference.between(shipped, load());
    assertThat(difference.changes())
        .containsExactly(
            new Change(
                "routes",
                "exchanger-1-watch",
                How.CHANGED,
                "route exchanger-1-watch is swapped: its text changed"));
  }

  @Test
  void aRouteWithAConditionRestartsWhereATagIsRedefined() throws Exception {
    Files.writeString(
        folder.resolve("routes/quiet.camel.yaml"),
        """
        - route:
            id: quiet
            from:
              uri: tags:exchanger
              parameters: {group: live}
              steps:
                - filter:
                    expression: {language: {language: cel, expression: pump_1.flow < 50.0}}
                    steps:
                      - log: the pump stands
        """);
    Configuration before = load();
    edit("config/tags/pump-plc.csv", "40003,INT16", "40003,UINT16");
    assertThat(Difference.between(before, load()).sentences())
        .contains("route quiet restarts: a tag that its condition may read is redefined");
  }

  @Test
  void aSpoolTakesItsRoutesWithItAndAnUplinkOnlyThoseThatSend() throws Exception {
    edit("config/spools.yaml", "2 GB", "1 GB");
    Difference spool = Difference.between(shipped, load());
    assertThat(spool.sentences()).contains("cloud closes and opens again: max-bytes changed");
    assertThat(spool.ending("routes"))
        .containsExactlyInAnyOrder("cloud-uplink", "exchanger-1-watch", "pump-1-watch");
    edit("config/spools.yaml", "1 GB", "2 GB");
    edit("config/uplinks.yaml", "topic: acme/skid-1", "topic: acme/skid-2");
    Difference uplink = Difference.between(shipped, load());
    assertThat(uplink.sentences()).contains("plant-broker connects anew: topic changed");
    assertThat(uplink.ending("routes")).containsExactly("cloud-uplink");
  }

  @Test
  void fromNothingEverythingIsAddedAndTheWayBackTakesItOut() {
    Configuration nothing = shipped.only((noun, name) -> false);
    Difference start = Difference.between(nothing, shipped);
    assertThat(start.changes()).extracting(Change::how).containsOnly(How.ADDED);
    assertThat(start.beginning("connections")).containsExactly("pump-plc", "exchanger");
    Difference end = Difference.between(shipped, nothing);
    assertThat(end.changes()).extracting(Change::how).containsOnly(How.REMOVED);
    assertThat(end.changes()).hasSameSizeAs(start.changes());
  }

  @Test
  void dataDirectoryAndAddressNeedARestart() throws Exception {
    edit("config/gateway.yaml", "data: data", "data: elsewhere");
    edit("config/gateway.yaml", "127.0.0.1:8080", "127.0.0.1:8081");
    Difference difference = Difference.between(shipped, load());
    assertThat(difference.needsRestart()).isTrue();
    assertThat(difference.isEmpty()).isFalse();
    assertThat(difference.restart())
        .containsExactly(
            "the data directory changes from data to elsewhere; that needs a restart of the"
                + " gateway",
            "the address of page and API changes from 127.0.0.1:8080 to 127.0.0.1:8081; that needs"
                + " a restart of the gateway");
  }

  private void edit(String file, String was, String is) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(was);
    Files.writeString(path, text.replace(was, is));
  }

  private Configuration load() {
    Loaded loaded =
        Installed.configFiles(WORLD, Secrets.none())
            .load(folder.resolve("config"), folder.resolve("routes"));
    assertThat(loaded).as("%s", loaded.problems()).isInstanceOf(Loaded.Checked.class);
    return ((Loaded.Checked) loaded).configuration();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
