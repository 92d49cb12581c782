package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.setpoints.AuditVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal and the models of two gateways, of which one may run. */
class ModelsByHandTest {
  private final Path folder;
  private final int port;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String site = "ours";
  private @Nullable UserRun run;

  ModelsByHandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
  }

  @BeforeEach
  void twoSites() throws IOException {
    history("history-1.csv", 1);
    history("history-2.csv", 2);
    for (String name : List.of("theirs", "ours")) {
      site = name;
      save(
          "config/gateway.yaml",
          "gateway: {id: gw}\ndata: %s\nhttp: {listen: 127.0.0.1:%d}\n"
              .formatted(folder.resolve(name).resolve("data"), port));
      save(
          "config/connections.yaml",
          "connections: {plc: {kind: modbus, url: \"tcp://127.0.0.1:1\","
              + " groups: {fast: {every: 500 ms}}}}\n");
      save(
          "config/tags/plc.csv",
          """
          tag,group,address,type,unit,low,high,access,class
          pump-1/flow,fast,40001,FLOAT32,l/min,0,400,read,process
          pump-1/pressure,fast,40003,FLOAT32,bar,0,10,read,process
          """);
      save("config/assets.yaml", "assets: {pump-1: {path: skid/pump-1, tags: pump-1/*}}\n");
      save("config/detectors.yaml", "detectors: {health: {asset: pump-1, kind: pca}}\n");
      save(
          "routes/watch.camel.yaml",
          "- route: {id: watch, from: {uri: tags:plc, parameters: {group: fast},"
              + " steps: [{to: detect:health}]}}\n");
    }
  }

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  @Test
  void aModelIsPromotedTakenBackAndComparedWithoutAGateway() throws Exception {
    train();
    assertThat(states()).containsExactly("champion", "candidate");
    assertThat(sluice("models", "shadow", "health", "2", "--person", "Ada")).isZero();
    assertThat(out.toString()).matches("health v2 \\([0-9a-f]{12}\\) scores in shadow\n");
    assertThat(sluice("models", "promote", "health", "2", "--person", "Ada")).isEqualTo(1);
    assertThat(out.toString()).contains("nothing was recorded of v2 beside the champion v1");
    assertThat(sluice("models", "promote", "health", "2", "--force", "--person", "Ada"))
        .isEqualTo(1);
    assertThat(out.toString()).contains("needs a reason");
    assertThat(promote("2", "Ada", "quieter")).isZero();
    assertThat(states()).containsExactly("retired", "champion");
    assertThat(sluice("models", "rollback", "health", "--person", "Grace")).isZero();
    assertThat(out.toString()).contains("v1 ").contains("is the champion again");
    assertThat(states()).containsExactly("champion", "retired");
    assertThat(sluice("models", "retire", "health", "1", "--person", "Ada")).isEqualTo(1);

    assertThat(sluice("models", "show", "health", "2")).isZero();
    assertThat(out.toString())
        .contains("champion by Ada: quieter", "retired by Grace", "tag pump-1/flow", "in l/min");
    assertThat(sluice("models", "compare", "health", "1", "2")).isZero();
    assertThat(out.toString())
        .containsPattern("\\*  state +champion +retired")
        .containsPattern("\n +kind +pca +pca")
        .containsPattern("\\*  data hash ");
    assertThat(json("models", "show", "health", "--json").path("card").path("kind").asText())
        .isEqualTo("pca");
    assertThat(json("models", "compare", "health", "2", "--json").path("lines")).isNotEmpty();
  }

  @Test
  void eachDeedIsInTheAuditUnderTheNameOfItsPerson() throws Exception {
    train();
    assertThat(promote("2", "Ada", "the better one")).isZero();
    trustTheirKey();
    assertThat(AuditVerifier.verify(folder.resolve("ours/data/audit")))
        .isInstanceOf(AuditVerifier.Report.Sound.class);
    List<String> lines = audit();
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"kind\":\"model\"", "\"detector\":\"health\"", "\"version\":2")
                    .contains("\"to\":\"champion\"", "\"why\":\"the better one\"")
                    .contains("\"person\":\"Ada\""))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"kind\":\"model-key\"", "\"name\":\"theirs\"", "\"Ada\""));
  }

  @Test
  void aModelGoesFromOneGatewayToTheOtherOnceItsKeyIsTrusted() throws Exception {
    site = "theirs";
    train();
    String file = folder.resolve("health.model").toString();
    assertThat(sluice("models", "export", "health", "2", "--to", file)).isZero();
    assertThat(sluice("models", "export", "health", "2", "--to", file)).isEqualTo(1);
    assertThat(err.toString()).contains("is there already");

    site = "ours";
    assertThat(sluice("models", "import", "health", file, "--person", "Ada")).isEqualTo(1);
    assertThat(out.toString()).contains("is signed by a key that is not trusted here: ed25519 ");
    trustTheirKey();
    assertThat(sluice("models", "import", "health", file, "--person", "Ada")).isZero();
    assertThat(out.toString()).contains("is a candidate, from " + file);
    assertThat(sluice("models", "import", "health", file, "--person", "Ada")).isEqualTo(1);
    assertThat(out.toString()).contains("it is here already as v1");
    assertThat(sluice("models", "list")).isZero();
    assertThat(out.toString()).containsPattern("health +v1 +candidate +\\S+ +imported");

    assertThat(sluice("models", "distrust", "theirs", "--person", "Ada")).isZero();
    assertThat(sluice("models", "show", "health")).isEqualTo(1);
    assertThat(err.toString()).contains("is not trusted here");
  }

  @Test
  void aModelForOtherTagsIsRefusedWithTheDifference() throws Exception {
    site = "theirs";
    train();
    String file = folder.resolve("health.model").toString();
    sluice("models", "export", "health", "1", "--to", file);
    site = "ours";
    trustTheirKey();
    String tags = Files.readString(folder.resolve("ours/config/tags/plc.csv"));
    save("config/tags/plc.csv", tags.replace("l/min", "m3/h"));
    assertThat(sluice("models", "import", "health", file, "--person", "Ada")).isEqualTo(1);
    assertThat(out.toString())
        .contains("pump-1/flow was in 'l/min' and is now in 'm3/h'")
        .contains("the model does not fit");
    save("config/detectors.yaml", "detectors: {\n");
    assertThat(sluice("models", "import", "health", file, "--person", "Ada")).isEqualTo(1);
    assertThat(out.toString()).contains("the files have errors; see: sluice check");
  }

  @Test
  void statisticsOfTwoGatewaysBecomeACandidate() throws Exception {
    for (String name : List.of("theirs", "ours")) {
      site = name;
      save("config/detectors.yaml", "detectors: {health: {asset: pump-1, kind: mahalanobis}}\n");
      train();
      String file = folder.resolve(name + ".json").toString();
      assertThat(sluice("models", "export-statistics", "health", "2", "--to", file)).isZero();
    }
    String ours = folder.resolve("ours.json").toString();
    String theirs = folder.resolve("theirs.json").toString();
    assertThat(sluice("models", "merge", "health", ours, theirs, "--person", "Ada")).isZero();
    assertThat(out.toString()).contains("v3 ").contains("is a candidate, merged of 2 files, Ada");
    assertThat(states()).containsExactly("champion", "candidate", "candidate");
    save("none.json", "{");
    String none = folder.resolve("ours/none.json").toString();
    assertThat(sluice("models", "merge", "health", none, "--person", "Ada")).isEqualTo(1);
  }

  @Test
  void whileTheGatewayRunsItDoesTheDeedItself() throws Exception {
    train();
    start();
    assertThat(sluice("models", "shadow", "health", "2", "--person", "Ada")).isZero();
    assertThat(promote("2", "Grace", "quieter")).isZero();
    assertThat(out.toString()).contains("v2 ").contains("is the champion");
    assertThat(states()).containsExactly("retired", "champion");
    assertThat(promote("9", "Grace", "none")).isEqualTo(1);
    assertThat(out.toString()).contains("there is no version 9");
    assertThat(sluice("models", "fly", "health", "9", "--person", "Grace")).isEqualTo(64);
    stop();
    assertThat(audit())
        .anySatisfy(line -> assertThat(line).contains("\"kind\":\"model\"", "\"Grace\""));
    assertThat(AuditVerifier.verify(folder.resolve("ours/data/audit")))
        .isInstanceOf(AuditVerifier.Report.Sound.class);
  }

  private int promote(String version, String person, String why) {
    return sluice(
        "models", "promote", "health", version, "--force", "--person", person, "--why", why);
  }

  private void train() {
    for (int i = 1; i <= 2; i++) {
      String file = folder.resolve("history-" + i + ".csv").toString();
      assertThat(sluice("train", "health", "--from", file)).as(err.toString()).isZero();
    }
  }

  private void trustTheirKey() throws IOException {
    String before = site;
    site = "theirs";
    assertThat(sluice("models", "key", "--name", "theirs")).isZero();
    String line = out.toString().strip();
    assertThat(line).startsWith("ed25519 ").endsWith(" theirs");
    site = before;
    assertThat(sluice("models", "trust", line, "--person", "Ada")).isZero();
    assertThat(sluice("models", "key")).isZero();
    assertThat(out.toString()).contains("trusted: " + line);
    assertThat(sluice("models", "trust", "rsa", "x", "y", "--person", "Ada")).isEqualTo(1);
  }

  private List<String> states() throws IOException {
    List<String> states = new ArrayList<>();
    json("models", "list", "health", "--json")
        .path("detectors")
        .path(0)
        .path("versions")
        .forEach(one -> states.add(one.path("state").asText()));
    return states;
  }

  private List<String> audit() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ours/data/audit"))) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }

  private void start() throws Exception {
    LiveGateway live = new LiveGateway(new SystemClock());
    ConfigFiles reader = Installed.configFiles(live.world(), Secrets.none());
    Path here = folder.resolve(site);
    UserFiles user = reader.files(here.resolve("config"), here.resolve("routes"));
    UserRun made = new UserRun(live, reader, user, reader.whereabouts(user.read()).data());
    run = made;
    var unused =
        made.start(
            new UserRun.Told() {
              @Override
              public void problems(List<Problem> all) {
                assertThat(all).noneMatch(one -> one.toString().contains("error"));
              }

              @Override
              public void loudly(String sentence) {
                assertThat(sentence).isEmpty();
              }
            },
            configuration -> new ListenAddress("127.0.0.1", port));
  }

  private int sluice(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    Path here = folder.resolve(site);
    all.addAll(List.of("--config", here.resolve("config").toString()));
    all.addAll(List.of("--routes", here.resolve("routes").toString()));
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Terminal.Colour.OFF);
    return Main.run(terminal, all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws IOException {
    sluice(arguments);
    return new ObjectMapper().readTree(out.toString());
  }

  private void history(String name, long seed) throws IOException {
    Random random = new Random(seed);
    Instant time = Instant.parse("2026-11-20T08:00:00Z");
    List<String> lines = new ArrayList<>(List.of("time,pump-1/flow,pump-1/pressure"));
    for (int i = 0; i < 400; i++) {
      double flow = 200 + 20 * Math.sin(i / 9.0) + random.nextGaussian();
      double pressure = 4 + 0.01 * (flow - 200) + 0.05 * random.nextGaussian();
      lines.add(time.plusMillis(500L * i) + "," + flow + "," + pressure);
    }
    Files.write(folder.resolve(name), lines);
  }

  private void save(String name, String text) throws IOException {
    Path file = folder.resolve(site).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
