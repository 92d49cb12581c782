package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, and a gateway on this machine whose PLC is switched off. */
class ChangeByHandTest {
  private static final String ASSETS = "assets: {pump-1: {path: skid/pump-1, tags: pump-1/*}}\n";
  private static final String OTHER = ASSETS.replace("{pump-1:", "{pump-2:");
  private static final String SETPOINT =
      """
      setpoints:
        speed:
          tag: pump-1/speed-sp
          mode: closed
          clamp: {low: 1000 rpm, high: %s rpm}
          move: {max-step: 200 rpm, max-rate: 500 rpm/s, min-step: 5 rpm, min-interval: 1 s}
          inputs: {quality: good, max-age: 1 s}
          read-back: {within: 500 ms, tolerance: 1 rpm}
          fail-safe: {action: release, after: 2 s}
      """;

  private final Path folder;
  private final int port;
  private final List<String> loud = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private @Nullable UserRun run;

  ChangeByHandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    gatewayYaml("on-apply");
    save(
        "config/connections.yaml",
        "connections: {plc: {kind: modbus, url: \"tcp://127.0.0.1:1\","
            + " groups: {fast: {every: 500 ms}}}}\n");
    save(
        "config/tags/plc.csv",
        """
        tag,group,address,type,unit,low,high,access,class
        pump-1/flow,fast,40001,FLOAT32,l/min,0,400,read,process
        pump-1/speed-sp,fast,40003,FLOAT32,rpm,0,3000,write,setpoint
        """);
    save("config/assets.yaml", ASSETS);
    save("config/setpoints.yaml", SETPOINT.formatted("1750"));
    save(
        "routes/watch.camel.yaml",
        "- route: {id: watch, from: {uri: tags:plc, parameters: {group: fast},"
            + " steps: [{to: log:scans}]}}\n");
  }

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
    }
  }

  @Test
  void aChangeIsPlannedTriedConfirmedAndTakenBack() throws Exception {
    assertThat(start()).isPresent();
    assertThat(sluice("plan")).isZero();
    assertThat(out.toString()).isEqualTo("nothing to change against version 1, which runs\n");

    save("config/assets.yaml", OTHER);
    save("config/setpoints.yaml", SETPOINT.formatted("1700"));
    assertThat(sluice("plan")).isEqualTo(1);
    assertThat(out.toString())
        .contains("+ asset pump-2 is added", "- asset pump-1 is removed")
        .contains("~ speed is disarmed: ")
        .contains("disarmed until a person releases them: speed\n")
        .endsWith("3 changes against version 1, which runs\n");
    assertThat(json("plan", "--json").path("disarmed").path(0).asText()).isEqualTo("speed");

    assertThat(sluice("apply", "--confirm-within", "10m", "--person", "Ada")).isZero();
    assertThat(out.toString()).startsWith("version 2 is on trial until ");
    assertThat(err.toString()).contains("disarmed until a person releases them: speed");
    assertThat(sluice("status")).isZero();
    assertThat(out.toString())
        .contains("configuration: version 2 runs since ", " on trial until ", "sluice confirm");

    assertThat(sluice("confirm", "--person", "Grace")).isZero();
    assertThat(out.toString()).isEqualTo("version 2 is confirmed by Grace\n");
    assertThat(sluice("confirm", "--person", "Grace")).isEqualTo(1);

    assertThat(sluice("rollback", "1", "--person", "Ada")).isZero();
    assertThat(text("config/assets.yaml")).isEqualTo(ASSETS);
    assertThat(sluice("versions")).isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("    1  ").contains("start: "))
        .satisfies(lines -> assertThat(lines.get(1)).contains("confirmed  apply by Ada: "))
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("*   3  ").contains("rollback"));
    assertThat(json("versions", "--json").path("running").asInt()).isEqualTo(3);
  }

  @Test
  void whileAFileIsBrokenEverythingElseGoesOnAndTheFileIsNamed() throws Exception {
    gatewayYaml("on-save");
    assertThat(start()).isPresent();
    save("config/assets.yaml", "assets: {pump-1: {path: x, tgas: pump-1/*}}\n");
    until(() -> state().equals("refused"));
    assertThat(sluice("status")).isZero();
    assertThat(out.toString()).contains("config/assets.yaml:1:28").contains("tgas is unknown here");
    assertThat(sluice("plan")).isEqualTo(78);
    assertThat(sluice("apply", "--person", "Ada")).isEqualTo(78);
    assertThat(sluice("versions")).isZero();
    save("config/assets.yaml", OTHER);
    until(() -> state().equals("running"));
    assertThat(sluice("status")).isZero();
    assertThat(out.toString()).contains("configuration: version 2 runs since ");
  }

  @Test
  void filesThatAreBrokenAtTheStartLetTheLastGoodVersionRun() throws Exception {
    assertThat(start()).isPresent();
    stop();
    run = null;
    save("config/gateway.yaml", text("config/gateway.yaml") + "gatway: {id: x}\n");
    assertThat(start()).isPresent();
    assertThat(loud).singleElement().asString().startsWith("THE FILES ON DISK DO NOT RUN: ");
    assertThat(problems).isNotEmpty();
    assertThat(sluice("status")).as("gateway.yaml itself is broken").isZero();
    assertThat(out.toString()).contains("configuration: version 1 runs", "; refused since ");
  }

  @Test
  void filesThatAreBrokenAtTheFirstStartRunNothingAndLeaveNothingBehind() throws Exception {
    save("config/assets.yaml", "assets: {\n");
    assertThat(start()).isEmpty();
    assertThat(problems).isNotEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void filesFromAnotherDirectoryTakeThePlaceOfTheOldOnes() throws Exception {
    assertThat(start()).isPresent();
    for (String name : List.of("gateway.yaml", "connections.yaml", "setpoints.yaml")) {
      save("next/" + name, text("config/" + name));
    }
    save("next/tags/plc.csv", text("config/tags/plc.csv"));
    save("next/assets.yaml", OTHER);
    String next = folder.resolve("next").toString();
    assertThat(sluice("plan", "--from", next)).isEqualTo(1);
    assertThat(sluice("apply", "--from", next, "--person", "Ada")).isZero();
    assertThat(text("config/assets.yaml")).isEqualTo(OTHER);
    assertThat(sluice("plan")).isZero();
  }

  @Test
  void whereNobodyAnswersTheLastGoodVersionIsCompared() throws Exception {
    assertThat(sluice("plan")).isEqualTo(1);
    assertThat(out.toString())
        .endsWith("against nothing, as no gateway has run with this data directory\n");
    assertThat(start()).isPresent();
    stop();
    run = null;
    assertThat(sluice("plan")).isZero();
    assertThat(out.toString())
        .isEqualTo("nothing to change against version 1, the last good one; no gateway answers\n");
    assertThat(sluice("apply", "--person", "Ada")).isEqualTo(69);
    assertThat(sluice("apply", "--confirm-within", "soon", "--person", "Ada")).isEqualTo(64);
  }

  private Optional<Configuration> start() throws GatewayException {
    LiveGateway live = new LiveGateway(new SystemClock());
    ConfigFiles reader = Installed.configFiles(live.world(), Secrets.none());
    UserFiles user = reader.files(folder.resolve("config"), folder.resolve("routes"));
    UserRun made = new UserRun(live, reader, user, reader.whereabouts(user.read()).data());
    run = made;
    return made.start(
        new UserRun.Told() {
          @Override
          public void problems(List<Problem> all) {
            problems.addAll(all);
          }

          @Override
          public void loudly(String sentence) {
            loud.add(sentence);
          }
        },
        configuration -> new ListenAddress("127.0.0.1", port));
  }

  private int sluice(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", folder.resolve("config").toString()));
    all.addAll(List.of("--routes", folder.resolve("routes").toString()));
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Terminal.Colour.OFF);
    return Main.run(terminal, all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws IOException {
    sluice(arguments);
    return new ObjectMapper().readTree(out.toString());
  }

  private String state() {
    try {
      return json("status", "--json").path("configuration").path("state").asText();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static void until(BooleanSupplier reached) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void gatewayYaml(String mode) throws IOException {
    save(
        "config/gateway.yaml",
        "gateway: {id: gw}\ndata: "
            + folder.resolve("data")
            + "\nhttp: {listen: 127.0.0.1:"
            + port
            + "}\nreload: {mode: "
            + mode
            + "}\n");
  }

  private void save(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
