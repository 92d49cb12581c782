package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.status.StatusServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice alarms} against a gateway's page. */
class AlarmsCommandTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> acts = Collections.synchronizedList(new ArrayList<>());
  private final StatusServer server = new StatusServer(VERTX, AlarmsCommandTest::status, new Ada());
  private final String config;
  private final String data;

  AlarmsCommandTest(@TempDir Path temp) throws IOException {
    int port = server.listen("127.0.0.1", 0);
    Path files = Files.createDirectory(temp.resolve("config"));
    Files.writeString(files.resolve("gateway.yaml"), "http: {listen: 127.0.0.1:" + port + "}\n");
    Files.writeString(temp.resolve("control.token"), "f00d");
    config = files.toString();
    data = temp.toString();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @AfterAll
  static void closeVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void theListShowsWhatStandsAndWhatIsHiddenButNotWhatIsNormal() {
    assertThat(run("alarms")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("health", "C acknowledged", "1.52", "pump-1/flow level 182 l/min")
        .contains("G shelved until 2026-11-20T10:00:00Z; normal")
        .doesNotContain("quiet");
  }

  @Test
  void allIncludesWhatIsNormalAndJsonIsWhatTheGatewaySays() throws IOException {
    assertThat(run("alarms", "list", "--all", "--json")).isEqualTo(ExitCode.OK);
    JsonNode json = JSON.readTree(out.toString());
    assertThat(json).hasSize(3);
    assertThat(json.path(2).path("name").asText()).isEqualTo("quiet");
  }

  @Test
  void theListOfOneDetectorShowsItAlone() {
    assertThat(run("alarms", "list", "quiet")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualTo("no alarm stands and none is hidden\n");
  }

  @Test
  void theHistoryIsOneLineEach() {
    assertThat(run("alarms", "history", "health")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .isEqualTo("2026-11-20T08:00:00Z     raised          health: pump-1/flow\n");
  }

  @Test
  void aPersonShelvesForATimeAndSaysWhy() {
    assertThat(
            run(
                "alarms",
                "shelve",
                "health",
                "--for",
                "2h",
                "--person",
                "Ada",
                "--why",
                "cleaning"))
        .isEqualTo(ExitCode.OK);
    assertThat(acts).containsExactly("health shelve {\"why\":\"cleaning\",\"for\":\"2h\"} Ada");
    assertThat(out.toString()).isEqualTo("done\n");
  }

  @Test
  void aRefusalIsAFindingAndNobodyActsWithoutAName() {
    assertThat(run("alarms", "out-of-service", "refused", "--person", "Ada"))
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString()).isEqualTo("no\n");
    assertThat(run("alarms", "acknowledge", "health")).isEqualTo(ExitCode.USAGE);
    assertThat(run("alarms", "acknowledge", "--person", "Ada")).isEqualTo(ExitCode.USAGE);
    assertThat(run("alarms", "acknowledge", "two words", "--person", "Ada"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("alarms", "silence", "health")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("needs a DETECTOR and --person NAME");
    assertThat(acts).hasSize(1);
  }

  private static ObjectNode status() {
    try {
      return (ObjectNode)
          JSON.readTree(
              """
              {"alarms": [
                {"name": "health", "asset": "pump-1", "priority": "medium",
                 "state": "acknowledged", "letter": "C", "hidden": null,
                 "since": "2026-11-20T08:00:00Z", "score": 1.52,
                 "because": [{"text": "pump-1/flow level 182 l/min"}]},
                {"name": "shelved", "asset": "pump-1", "priority": "low", "state": "normal",
                 "letter": "G", "hidden": "shelved", "since": null, "score": 0,
                 "shelvedUntil": "2026-11-20T10:00:00Z", "because": []},
                {"name": "quiet", "asset": "pump-1", "priority": "low", "state": "normal",
                 "letter": "A", "hidden": null, "since": null, "score": 0, "because": []}]}
              """);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private final class Ada implements StatusServer.Control {
    @Override
    public String token() {
      return "f00d";
    }

    @Override
    public Optional<CompletionStage<StatusServer.Answer>> act(
        String setpoint, String action, String person) {
      return Optional.empty();
    }

    @Override
    public Optional<CompletionStage<StatusServer.Answer>> alarm(
        String detector, String action, String order, String person) {
      acts.add(detector + " " + action + " " + order + " " + person);
      boolean done = !detector.equals("refused");
      return Optional.of(
          CompletableFuture.completedFuture(new StatusServer.Answer(done, done ? "done" : "no")));
    }

    @Override
    public String alarmHistory() {
      return "[{\"time\":\"2026-11-20T08:00:00Z\",\"detector\":\"health\",\"change\":\"raised\","
          + "\"text\":\"health: pump-1/flow\"},"
          + "{\"time\":\"2026-11-20T08:01:00Z\",\"change\":\"flood-begun\",\"text\":\"flood\"}]";
    }
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Terminal.Colour.OFF);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config, "--data", data));
    return new Cli(
            terminal,
            List.of(new AlarmsCommand(terminal, () -> Catalog.standard(List.of(), Map.of()))))
        .run(all.toArray(String[]::new));
  }
}
