package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.sluice.analytics.detectors.OneClassSvmOptions;
import io.sluice.connectors.Tag;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
  private static final Path EXAMPLE = Path.of("src/test/resources/example");

  private Path root = Path.of("unset");

  @BeforeEach
  void copyTheExample(@TempDir Path temp) throws IOException {
    root = temp;
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = temp.resolve(EXAMPLE.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void everyFileArrivesInTheConfiguration() {
    Configuration read = checked();
    assertThat(read.gateway().gateway().id()).isEqualTo("skid-1");
    assertThat(read.gateway().http().listen()).isEqualTo(new ListenAddress("127.0.0.1", 8080));
    assertThat(read.connections()).containsOnlyKeys("pump-plc", "exchanger");
    assertThat(read.entry("connections", "pump-plc"))
        .extracting(Entry::kind, entry -> entry.options(ExampleOptions.Polled.class).url())
        .containsExactly("modbus", "modbus-tcp://10.0.4.12:502");
    assertThat(
            read.entry("detectors", "pump-1-health").options(DetectorEntry.class).alarm().onDelay())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(read.entry("detectors", "pump-1-health").options(OneClassSvmOptions.class).window())
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(read.routes()).hasSize(1);
    assertThat(read.routes().get(0).ids()).containsExactly("pump-1-watch", "cloud-uplink");
  }

  @Test
  void aTagKeepsWhatItsRowSays() {
    Tag flow =
        checked().tagsOf("pump-plc").stream()
            .filter(tag -> tag.name().equals("pump-1/flow"))
            .findFirst()
            .orElseThrow();
    assertThat(flow.scale()).isEqualTo(0.1);
    assertThat(flow.high()).isEqualTo(400);
    assertThat(flow.unit()).isEqualTo("l/min");
    assertThat(flow.writable()).isFalse();
  }

  @Test
  void aRowWithACountIsOneTagForEachElement() throws IOException {
    add("pump-plc", "pump-1/vib", "40021", Map.of("group", "fast", "offset", "-40", "count", "3"));
    assertThat(checked().tagsOf("pump-plc"))
        .filteredOn(tag -> tag.name().startsWith("pump-1/vib-"))
        .extracting(Tag::name, Tag::address, Tag::offset)
        .containsExactly(
            tuple("pump-1/vib-0", "40021", -40.0),
            tuple("pump-1/vib-1", "40022", -40.0),
            tuple("pump-1/vib-2", "40023", -40.0));
  }

  @Test
  void anElementMayNotHaveTheNameOfAnotherTag() throws IOException {
    add("pump-plc", "pump-1/vib-1", "40030", Map.of("group", "fast"));
    add("pump-plc", "pump-1/vib", "40021", Map.of("group", "fast", "count", "3"));
    assertThat(codes()).containsExactly(Code.DUPLICATE_TAG);
  }

  @Test
  void aProtocolThatCannotAddressElementsSaysSo() throws IOException {
    add("exchanger", "exchanger/vib", "ns=2;s=Vib", Map.of("group", "live", "count", "3"));
    assertThat(load().problems())
        .extracting(Problem::message)
        .containsExactly("kind opcua cannot address elements of an array; write a row for each");
  }

  private void add(String connection, String tag, String address, Map<String, String> more)
      throws IOException {
    Path file = root.resolve("config/tags/" + connection + ".csv");
    Map<String, String> row = new HashMap<>(more);
    row.put("tag", tag);
    row.put("address", address);
    row.put("type", "INT16");
    String list = TagListWriter.append(Files.readString(file), List.of(row)).text();
    Files.writeString(file, list);
  }

  @Test
  void anAssetHasTheTagsOfItsPattern() {
    assertThat(checked().tagsOfAsset("pump-1"))
        .extracting(Tag::name)
        .hasSize(7)
        .allMatch(name -> name.startsWith("pump-1/"));
  }

  @Test
  void everyFileMayBeLeftOut() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    Loaded loaded = files().load(empty, empty);
    assertThat(loaded.problems()).isEmpty();
    assertThat(((Loaded.Checked) loaded).configuration().gateway().data()).isEqualTo("data");
  }

  @Test
  void aSecretReachesItsRecordAndNoText() throws IOException {
    Path secrets = Files.createDirectory(root.resolve("secrets"));
    Path file = Files.writeString(secrets.resolve("exchanger"), "canary-7f3a\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    ConfigFiles files = new ConfigFiles(Example.catalog(), new SecretFiles(List.of(secrets)));
    Loaded loaded = files.load(root.resolve("config"), root.resolve("routes"));
    Configuration read = ((Loaded.Checked) loaded).configuration();
    ExampleOptions.User user =
        Objects.requireNonNull(
            read.entry("connections", "exchanger").options(ExampleOptions.Subscribed.class).user());
    assertThat(user.password().reveal()).isEqualTo("canary-7f3a");
    assertThat(read.toString()).doesNotContain("canary-7f3a");
  }

  @Test
  void aRouteThatIsALinkOutOfItsDirectoryIsRefused() throws IOException {
    Files.createSymbolicLink(
        root.resolve("routes/evil.camel.yaml"), root.resolve("config/spools.yaml"));
    assertThat(codes()).containsExactly(Code.FILE_UNREADABLE);
  }

  @Test
  void aLinkThatLeadsNowhereIsToldAndStopsNothingElse() throws IOException {
    Files.createSymbolicLink(root.resolve("routes/gone.camel.yaml"), Path.of("nowhere"));
    assertThat(codes()).containsExactly(Code.FILE_UNREADABLE);
  }

  @Test
  void aDirectoryOfLinksInsideItselfIsReadAsContainersMountIt() throws IOException {
    Path data = Files.createDirectory(root.resolve("routes/..data"));
    Files.move(root.resolve("routes/pump-1.camel.yaml"), data.resolve("pump-1.camel.yaml"));
    Files.createSymbolicLink(
        root.resolve("routes/pump-1.camel.yaml"), Path.of("..data/pump-1.camel.yaml"));
    assertThat(checked().routes()).hasSize(1);
  }

  @Test
  void whatEditorsLeaveBehindIsNotRead() throws IOException {
    for (String name : List.of(".pump-1.camel.yaml.swp", "pump-1.camel.yaml~", "#a.camel.yaml")) {
      Files.writeString(root.resolve("routes").resolve(name), "- beans: []\n");
    }
    assertThat(codes()).isEmpty();
  }

  @Test
  void aFileThatThisUserMayNotReadIsToldWithoutStack() throws IOException {
    Path pipe = root.resolve("config/spools.yaml");
    Files.delete(pipe);
    Files.createDirectory(pipe);
    assertThat(codes()).containsOnly(Code.FILE_UNREADABLE);
  }

  @Test
  void tenThousandTagsAndAHundredRoutesAreReadInSeconds() throws IOException {
    String rows =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "big/t" + i + ",fast,4" + String.format("%04d", i % 10_000) + ",INT16")
            .collect(Collectors.joining("\n", "tag,group,address,type\n", "\n"));
    Files.writeString(
        root.resolve("config/connections.yaml"),
        Files.readString(root.resolve("config/connections.yaml"))
            + "  big:\n    kind: modbus\n    url: modbus-tcp://h\n    groups: {fast: {every: 1 s}}\n");
    Files.writeString(root.resolve("config/tags/big.csv"), rows);
    for (int i = 0; i < 100; i++) {
      String route =
          "- route:\n    id: watch-%d\n    from:\n      uri: tags:big?group=fast\n".formatted(i)
              + "      steps:\n        - to: summary:pump-1\n        - to: spool:cloud\n";
      Files.writeString(root.resolve("routes/watch-" + i + ".camel.yaml"), route);
    }
    assertTimeout(
        Duration.ofSeconds(20), () -> assertThat(checked().tagsOf("big")).hasSize(10_000));
    assertThat(checked().routes()).hasSize(101);
  }

  @Test
  void aHundredProblemsOfOneFileAreEnough() throws IOException {
    String rows =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "x/t" + i + ",live,ns=1;i=" + i + ",REAL")
            .collect(Collectors.joining("\n", "tag,group,address,type\n", "\n"));
    Files.writeString(root.resolve("config/tags/exchanger.csv"), rows);
    List<Problem> problems = load().problems();
    assertThat(problems).hasSize(101);
    assertThat(problems.get(100).message()).isEqualTo("4900 more problems here are not shown");
  }

  private Configuration checked() {
    Loaded loaded = load();
    assertThat(loaded.problems()).isEmpty();
    return ((Loaded.Checked) loaded).configuration();
  }

  private List<Code> codes() {
    return load().problems().stream().map(Problem::code).toList();
  }

  private Loaded load() {
    return files().load(root.resolve("config"), root.resolve("routes"));
  }

  private static ConfigFiles files() {
    return new ConfigFiles(Example.catalog(), Example.SECRETS);
  }
}
