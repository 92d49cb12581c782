package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.Installed;
import io.sluice.gateway.cli.Cli;
import io.sluice.gateway.cli.ExitCode;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.cli.TestCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The command: exit codes, and what it writes for people, programs and build servers. */
class TestReportsTest {
  private static final String QUICK =
      """
      - test: a constant stays
        given: {samples: {pump-1/speed: 1450 rpm}}
        when: {runs: 3 s}
        then: [{value: {tag: pump-1/speed, at: 2 s, is: 1450 rpm}}]
      - test: a constant is another & <odd>
        given: {samples: {pump-1/speed: 1450 rpm}}
        when: {runs: 3 s}
        then: [{value: {tag: pump-1/speed, at: 2 s, is: 1500 rpm}}]
      - test: its history cannot be learnt from
        given: {samples: {pump-1/speed: 1450 rpm}, history: all.test.yaml}
        when: {runs: 3 s}
        then: [{alarm: {detector: health}}]
      """;

  private final Path folder;
  private final SmallPlant plant;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  TestReportsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.plant = new SmallPlant(folder);
  }

  @BeforeEach
  void aFileOfThree() throws IOException {
    plant.testFile("all.test.yaml", QUICK);
  }

  @Test
  void theExitCodeSaysHowItEnded() throws IOException {
    assertThat(run("--only", "stays")).isEqualTo(ExitCode.OK);
    assertThat(run("--only", "stays", "--coverage", "80")).isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString()).contains("--coverage asks for 80.0 %");
    assertThat(run()).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString())
        .contains("3 tests, 1 good, 2 failed")
        .contains("expected pump-1/speed to be 1500 rpm at 2 s")
        .contains("received 1450 rpm, Good")
        .contains("could not be played: health: ");
    assertThat(run("--only", "no such")).isEqualTo(ExitCode.USAGE);
    plant.testFile("broken.test.yaml", "- tst: a");
    assertThat(run()).isEqualTo(ExitCode.CONFIGURATION);
  }

  @Test
  void theReportIsWhatBuildServersRead() throws Exception {
    Path report = folder.resolve("out/report.xml");
    assertThat(run("--report", report.toString())).isEqualTo(ExitCode.FINDINGS);
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    Element suites = xml.getDocumentElement();
    assertThat(suites.getTagName()).isEqualTo("testsuites");
    assertThat(suites.getAttribute("tests")).isEqualTo("3");
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    assertThat(suites.getAttribute("errors")).isEqualTo("1");
    assertThat(xml.getElementsByTagName("testsuite").getLength()).isEqualTo(1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Element one = (Element) xml.getElementsByTagName("testcase").item(i);
      names.add(one.getAttribute("name"));
      assertThat(one.getAttribute("classname")).endsWith("all.test.yaml");
      assertThat(Double.parseDouble(one.getAttribute("time"))).isNotNegative();
    }
    assertThat(names).contains("a constant is another & <odd>");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).contains("expected pump-1/speed");
    assertThat(failure.getTextContent()).contains("received 1450 rpm");
  }

  @Test
  void programsGetOneObject() throws Exception {
    assertThat(run("--json")).isEqualTo(ExitCode.FINDINGS);
    var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(out.toString());
    assertThat(json.path("tests").asInt()).isEqualTo(3);
    assertThat(json.path("failed").asInt()).isEqualTo(2);
    assertThat(json.path("outcomes").path(1).path("misses").path(0).path("line").asInt())
        .isEqualTo(8);
    assertThat(json.path("coverage").path("detectors").path("untouched").path(0).asText())
        .isEqualTo("health");
  }

  @Test
  void withoutATestItSaysWhereOneBelongs() throws IOException {
    Files.delete(folder.resolve("routes/all.test.yaml"));
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("write one beside a route");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("test"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", folder.resolve("config").toString()));
    all.addAll(List.of("--routes", folder.resolve("routes").toString()));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    Terminal terminal =
        new Terminal(new PrintWriter(out), new PrintWriter(err), Terminal.Colour.OFF);
    return new Cli(
            terminal,
            List.of(new TestCommand(terminal, () -> Installed.catalog(SmallPlant.world()))))
        .run(all.toArray(String[]::new));
  }
}
