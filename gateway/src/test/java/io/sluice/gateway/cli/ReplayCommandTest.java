package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice replay}, {@code record} and {@code check} say of recordings. */
class ReplayCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;
  private final Path csv;

  ReplayCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.csv = folder.resolve("pump.csv");
    Files.writeString(
        csv,
        """
        time,pump/flow,pump/name
        2026-11-20T06:00:00Z,200,x
        2026-11-20T06:00:01Z,201,x
        2026-11-20T06:00:02Z,Bad_Timeout,x
        """);
    write("config/assets.yaml", "assets: {pump: {path: a/pump, tags: pump/*}}\n");
    write("config/tags/plc.csv", "tag,group,address,type\npump/flow,fast,pump/flow,FLOAT64\n");
    connection(csv.toString());
    write(
        "routes/pump.camel.yaml",
        """
        - route:
            id: pump
            from: {uri: "tags:plc", parameters: {group: fast}, steps: [{to: "summary:pump"}]}
        """);
  }

  @Test
  void aReplayEndsWithAReportForAPerson() {
    assertThat(run("replay", csv.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("pump.csv: 2026-11-20T06:00:00Z to 2026-11-20T06:00:02Z, 2 s, 3 scans")
        .contains("columns that are no tag: pump/name")
        .contains(
            "3 scans to routes = 0 scored, no verdict no-detector 3, dropped 0: the sum holds")
        .contains("alarms: none");
    assertThat(err.toString()).contains("times real time");
  }

  @Test
  void orForAProgram() throws Exception {
    assertThat(run("replay", csv.toString(), "--json", "--speed", "10")).isEqualTo(ExitCode.OK);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("ledger").path("received").asLong()).isEqualTo(3);
    assertThat(report.path("summaries").asLong()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeReplayedIsToldInOneSentence() throws Exception {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "time,pump/flow\n1,2\n2,x\n");
    assertThat(run("replay", bad.toString())).isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString()).contains("bad.csv:3: column pump/flow is \"x\"");
    assertThat(run("replay", folder + "/none.sluicerec")).isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString()).contains("none.sluicerec: is not there");
    assertThat(run("replay", csv.toString(), "--speed", "3")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anEmptyRingIsListedAndNothingCanBeExported() {
    assertThat(run("record", "list", "--data", folder.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("0 files");
    assertThat(
            run("record", "export", "--data", folder.toString(), "--around", "pump", "--out", "x"))
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString()).contains("no alarm of that name is recorded");
    assertThat(run("record", "export", "--data", folder.toString())).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theCheckTellsAMissingFileAndTagsThatWereNotRecordedAtTheirLines() throws Exception {
    connection(folder + "/none.csv");
    assertThat(run("check")).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString())
        .contains("connections.yaml:4:")
        .contains("bad-value")
        .contains("none.csv: is not there");
    connection(csv.toString());
    write(
        "config/tags/plc.csv",
        "tag,group,address,type\npump/flow,fast,pump/flow,FLOAT64\npump/x,fast,pump/x,FLOAT64\n");
    out.getBuffer().setLength(0);
    assertThat(run("check")).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString()).contains("plc.csv:3:").contains("address is \"pump/x\"");
  }

  private void connection(String file) throws IOException {
    write(
        "config/connections.yaml",
        """
        connections:
          plc:
            kind: recording
            file: "%s"
            groups: {fast: {every: 1 s}}
        """
            .formatted(file));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--config",
            folder.resolve("config").toString(),
            "--routes",
            folder.resolve("routes").toString()));
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Terminal.Colour.OFF);
    return new Cli(
            terminal,
            List.of(
                new CheckCommand(terminal, ReplayCommandTest::catalog, ReplayCommandTest::world),
                new RecordCommand(terminal, ReplayCommandTest::catalog),
                new ReplayCommand(terminal, ReplayCommandTest::catalog)))
        .run(all.toArray(String[]::new));
  }

  private static Catalog catalog() {
    return Installed.catalog(world());
  }

  private static Surroundings world() {
    SystemClock clock = new SystemClock();
    return Surroundings.of(clock, clock);
  }
}
