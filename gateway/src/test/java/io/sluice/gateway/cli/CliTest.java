package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.options.Code;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CliTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String config = "";
  private String routes = "";

  @BeforeEach
  void twoEmptyDirectories(@TempDir Path temp) throws IOException {
    config = Files.createDirectory(temp.resolve("config")).toString();
    routes = Files.createDirectory(temp.resolve("routes")).toString();
  }

  @Test
  void goodFilesEndWithZeroAndACount() {
    assertThat(run("check", "--config", config, "--routes", routes)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("good: ").endsWith("0 tags, 0 routes\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void findingsEndWithOneAndStandOnStdout() throws IOException {
    Files.writeString(Path.of(config, "assets.yaml"), "asets: {}\n");
    assertThat(run("check", "--config", config, "--routes", routes)).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString()).contains("did you mean assets?", "1 error, 0 warnings");
  }

  @Test
  void warningsAloneAreGood() throws IOException {
    Files.writeString(Path.of(config, "asset.yaml"), "assets: {}\n");
    assertThat(run("check", "--config", config, "--routes", routes)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("did you mean assets.yaml?", "0 errors, 1 warning", "good");
  }

  @Test
  void aMissingDirectoryIsAConfigurationError() {
    assertThat(run("check", "--config", config, "--routes", routes + "/none"))
        .isEqualTo(ExitCode.CONFIGURATION);
    assertThat(out.toString()).contains("there is no such directory");
  }

  @Test
  void checkPrintsOneJsonObject() throws IOException {
    Files.writeString(Path.of(config, "assets.yaml"), "assets:\n  a: {path: x, tgas: y}\n");
    run("check", "--config", config, "--routes", routes, "--json");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("errors").asInt()).isEqualTo(1);
    JsonNode problem = json.path("problems").path(0);
    assertThat(problem.path("line").asInt()).isEqualTo(2);
    assertThat(problem.path("column").asInt()).isEqualTo(16);
    assertThat(problem.path("code").asText()).isEqualTo("unknown-key");
    assertThat(problem.path("suggestion").asText()).isEqualTo("tags");
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void everyCodeIsExplained() {
    for (Code code : Code.values()) {
      out.getBuffer().setLength(0);
      assertThat(run("explain", code.spelling())).isEqualTo(ExitCode.OK);
      assertThat(out.toString()).startsWith(code.spelling() + "\n").hasSizeGreaterThan(80);
    }
  }

  @Test
  void explainWithoutACodeListsAll() {
    assertThat(run("explain")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("unknown-key", "route-scheme", "csv-separator");
  }

  @Test
  void anUnknownCodeIsAUsageErrorWithAHint() {
    assertThat(run("explain", "unkown-key")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean unknown-key?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anOptionIsExplainedWithAllBelowIt() {
    assertThat(run("explain", "gateway.http")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .startsWith("gateway.http\n")
        .contains("gateway.http.listen", "written as: host:port", "default: 127.0.0.1:8080");
  }

  @Test
  void aFileIsExplainedOptionByOption() {
    assertThat(run("explain", "assets")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("assets\n").contains("path: text, required", "mode: ");
  }

  @Test
  void anOptionIsExplainedToPrograms() throws IOException {
    assertThat(run("explain", "tags.deadband", "--json")).isEqualTo(ExitCode.OK);
    JsonNode option = new ObjectMapper().readTree(out.toString()).path("options").path(0);
    assertThat(option.path("option").asText()).isEqualTo("tags.deadband");
    assertThat(option.path("required").asBoolean()).isFalse();
  }

  @Test
  void aMisspeltOptionIsAUsageErrorWithAHint() {
    assertThat(run("explain", "assets.pth")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean assets.path?");
  }

  @Test
  void schemasAreWrittenForWhatIsInstalledAndOnlyWhereTheyDiffer() throws IOException {
    assertThat(run("schema", "--config", config)).isEqualTo(ExitCode.OK);
    Path schema = Path.of(config, ".schema", "assets.json");
    assertThat(schema).content().contains("What the plant owns");
    assertThat(out.toString()).contains(schema.toString());
    out.getBuffer().setLength(0);
    Files.writeString(schema, "{}");
    assertThat(run("schema", "--config", config)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualTo(schema + "\n");
    assertThat(run("check", "--config", config, "--routes", routes)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).doesNotContain("not read");
  }

  @Test
  void schemasNeedADirectory() {
    assertThat(run("schema", "--config", config + "/none")).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(err.toString()).contains("there is no directory ");
  }

  @Test
  void aSampleIsPrintedAndNothingIsWritten() {
    assertThat(run("schema", "--config", config, "--sample", "assets")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("assets:\n  asset-1:\n", "path: line-2/pump-1");
    assertThat(Path.of(config, ".schema")).doesNotExist();
  }

  @Test
  void anUnknownSampleIsAUsageErrorThatNamesThoseThereAre() {
    assertThat(run("schema", "--sample", "asset")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean assets?", "there are: assets, ");
  }

  @Test
  void aMisspeltCommandIsAUsageErrorWithAHint() {
    assertThat(run("chek")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean check?").doesNotContain("Exception");
  }

  @Test
  void anUnknownOptionIsAUsageErrorInAFewLines() {
    assertThat(run("check", "--confg", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(4);
  }

  @Test
  void nothingTypedShowsTheHelpAsAUsageError() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("check", "explain", "version");
  }

  @Test
  void helpIsDataAndGood() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Exit codes:", "check");
    assertThat(run("check", "--help")).isEqualTo(ExitCode.OK);
  }

  @Test
  void aBugIsSaidInOneSentenceWithoutAStack() {
    assertThat(run("explode")).isEqualTo(ExitCode.BUG);
    assertThat(err.toString())
        .contains("a bug of Sluice", "two and two is five", "details are in ")
        .doesNotContain("\tat ");
    String named = err.toString().replaceAll("(?s).*details are in (\\S+);.*", "$1");
    assertThat(Path.of(named)).content().contains("\tat ").contains("IllegalStateException");
    Path.of(named).toFile().deleteOnExit();
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("sluice ");
    assertThat(run("version", "--json")).isEqualTo(ExitCode.OK);
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintWriter(out), new PrintWriter(err), Terminal.Colour.OFF);
    Callable<Integer> explode = new Explode();
    List<Callable<Integer>> commands =
        List.of(
            new CheckCommand(terminal, () -> Catalog.standard(List.of(), Map.of())),
            new SchemaCommand(terminal, () -> Catalog.standard(List.of(), Map.of())),
            new ExplainCommand(terminal, () -> Catalog.standard(List.of(), Map.of())),
            new VersionCommand(terminal),
            explode);
    return new Cli(terminal, commands).run(arguments);
  }

  @CommandLine.Command(name = "explode")
  private static final class Explode implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("two and two is five");
    }
  }
}
