package io.sluice.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.analytics.CsvLayout;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.HeaderColumns;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.detectors.PcaKind;
import io.sluice.analytics.models.ModelStore;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.backtest.UsualOptions;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice backtest} does and says, bad files above all. */
class BacktestCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;
  private final Path results;
  private final Path csv;

  BacktestCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.results = folder.resolve("results");
    this.csv = Files.writeString(folder.resolve("plant.csv"), plant(900, ','));
  }

  @Test
  void aBacktestWritesScoresAndAPageAndPrintsATable() throws Exception {
    assertThat(run("--train-rows", "400", "--label", "fault", "--ignore", ""))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("file       rows  no verdict  alarms")
        .containsPattern("plant.csv  500 ")
        .contains("1 of 1");
    assertThat(err.toString()).contains("report.html shows it");
    List<String> lines = Files.readAllLines(results.resolve("plant.csv"));
    assertThat(lines).hasSize(501);
    assertThat(lines.get(0)).isEqualTo("row,time,score,alarm");
    assertThat(lines.get(1)).startsWith("400,2026-11-20 06:06:40,");
    assertThat(Files.readString(results.resolve("report.html")))
        .contains("<svg", "class=\"veil\"", "flow")
        .doesNotContain("http://", "https://", "<script");
  }

  @Test
  void orForAProgram() throws Exception {
    assertThat(run("--train-rows", "400", "--label", "fault", "--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("total").path("eventsFound").asLong()).isEqualTo(1);
    assertThat(report.path("files").path(0).path("detectors").path(0).path("firstAlarms"))
        .isNotEmpty();
    assertThat(new ObjectMapper().readTree(results.resolve("report.json").toFile()))
        .isEqualTo(report);
  }

  @Test
  void severalDetectorsAreToldApartAndTheLargestScoreCounts() throws Exception {
    assertThat(run("--train-rows", "400", "--detectors", "pca,one-class-svm", "--json"))
        .as(err.toString())
        .isZero();
    JsonNode file = new ObjectMapper().readTree(out.toString()).path("files").path(0);
    assertThat(file.path("detectors").findValuesAsText("name"))
        .containsExactly("pca", "one-class-svm");
    assertThat(file.path("alarmRows").asLong())
        .isGreaterThanOrEqualTo(file.path("detectors").path(0).path("alarmRows").asLong())
        .isGreaterThanOrEqualTo(file.path("detectors").path(1).path("alarmRows").asLong());
  }

  @Test
  void separatorsDecimalCommasAndByteOrderMarksChangeNothing() throws Exception {
    assertThat(run("--train-rows", "400")).isZero();
    String expected = Files.readString(results.resolve("plant.csv"));
    String german = "\uFEFF" + plant(900, ';').replace('.', ',').replace("\n", "\r\n");
    Files.writeString(csv, german);
    assertThat(run("--train-rows", "400")).as(err.toString()).isZero();
    assertThat(results.resolve("plant.csv")).hasContent(expected);
  }

  @Test
  void aTrainingFileOrASecondRunIsCompared() throws Exception {
    Path train = Files.writeString(folder.resolve("normal.csv"), plant(400, ','));
    assertThat(run("--train", train.toString(), "--label", "fault")).as(err.toString()).isZero();
    // All but those that fill the first window.
    assertThat(Files.readAllLines(results.resolve("plant.csv"))).hasSizeBetween(850, 900);
    Path second = folder.resolve("second");
    int code =
        sluice(
            "backtest",
            csv.toString(),
            "--train-rows",
            "400",
            "--label",
            "fault",
            "--detectors",
            "pca",
            "--out",
            second.toString(),
            "--against",
            results.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("compared with " + results).contains("rows otherwise");
    assertThat(Files.readString(second.resolve("report.html"))).contains("Compared with");
  }

  @Test
  void aSavedModelScoresWithoutTraining() throws Exception {
    TrainingRows rows =
        TrainingRows.fromCsv(
            csv,
            HeaderColumns.of(List.of("flow", "pressure")),
            new CsvLayout(null, "time", Duration.ofSeconds(1), 400));
    DetectorKind<?> pca = new PcaKind();
    Record options = UsualOptions.of(pca).orElseThrow();
    ModelStore store = new ModelStore(folder.resolve("data/models"));
    store.save("pump", pca.trainWith(rows, options, Goal.USUAL));
    String data = folder.resolve("data").toString();
    assertThat(run("--model", "pump", "--data", data)).as(err.toString()).isZero();
    // All but those that fill the first window.
    assertThat(Files.readAllLines(results.resolve("plant.csv"))).hasSizeBetween(850, 900);
    assertThat(run("--model", "pump:1", "--data", data)).as(err.toString()).isZero();
    assertThat(run("--model", "pump:2", "--data", data)).isEqualTo(ExitCode.FINDINGS);
    assertThat(run("--model", "pmup", "--data", data)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no saved model of 'pmup'", "did you mean pump?");
    assertThat(run("--model", "pump", "--data", data, "--train-rows", "9"))
        .isEqualTo(ExitCode.USAGE);
    Files.writeString(csv, Files.readString(csv).replace("pressure", "presure"));
    assertThat(run("--model", "pump", "--data", data)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("plant.csv:1: there is no column 'pressure', which the model needs")
        .contains("did you mean presure?");
  }

  @Test
  void aNameThatIsNotThereIsAMistakeOfTheCommandLine() {
    misunderstood("--label: there is no column 'falt'", "fault", "--label", "falt");
    misunderstood("--time: there is no column 'tim'", "time", "--time", "tim");
    misunderstood("--ignore: there is no column 'flaw'", "flow", "--ignore", "flaw");
    misunderstood("there is no detector 'pcaa'", "pca", "--detectors", "pcaa");
    assertThat(run("--train-rows", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("give --train-rows N, --train FILE or --model NAME");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsLine() throws Exception {
    refused("", "plant.csv:1: is empty");
    refused("time,flow,pressure\n", "plant.csv:1: has a header and no rows");
    refused("a,b,a\n1,2,3\n", "plant.csv:1: the column 'a' is there twice");
    refused(plant(900, ',') + "2026-11-20 08:00:00,1\n", "plant.csv:902: has 2 cells");
    refused(plant(300, ','), "plant.csv:301: the file ends after 300 rows");
    refused(plant(400, ','), "plant.csv:401: the file ends after 400 rows");
    refused(plant(900, ','), StandardCharsets.UTF_16, "plant.csv:1: is in UTF-16");
    String latin = plant(500, ',') + "2026-11-20 08:00:00,1,2,°\n";
    refused(latin, StandardCharsets.ISO_8859_1, "plant.csv:502: is not in UTF-8");
  }

  @Test
  void rowsThatCannotTeachAreSaid() throws Exception {
    StringBuilder constant = new StringBuilder("a,b\n");
    StringBuilder empty = new StringBuilder("a,b\n");
    StringBuilder texts = new StringBuilder("a,b\n");
    for (int i = 0; i < 900; i++) {
      constant.append("1,2\n");
      empty.append(i % 2 == 0 ? i * 0.7 + ",NaN\n" : "inf," + i * 0.3 + "\n");
      texts.append("on,off\n");
    }
    refused(constant.toString(), "no tag moved in 400 training rows");
    refused(empty.toString(), "none of the 400 training rows has a value for each tag");
    refused(texts.toString(), "no column is a tag: a: a text in line 2; b: a text in line 2");
    StringBuilder wide = new StringBuilder();
    Random random = new Random(1);
    for (int row = -1; row < 60; row++) {
      for (int column = 0; column < 60; column++) {
        wide.append(column == 0 ? "" : ",");
        wide.append(row < 0 ? "tag" + column : String.valueOf(random.nextGaussian()));
      }
      wide.append('\n');
    }
    Files.writeString(csv, wide);
    assertThat(run("--train-rows", "50")).isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString()).contains("plant.csv: ", "training has 50 rows, it needs at least");
    assertThat(results).doesNotExist();
  }

  @Test
  void twoFilesOfOneNameAreRefusedBeforeAnythingStarts() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other")).resolve("plant.csv");
    Files.copy(csv, other);
    assertThat(run(other.toString(), "--train-rows", "400")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("would both be written to");
    assertThat(results).doesNotExist();
  }

  private void misunderstood(String message, String suggestion, String... options) {
    List<String> all = new ArrayList<>(List.of("--train-rows", "400"));
    all.addAll(List.of(options));
    err.getBuffer().setLength(0);
    assertThat(run(all.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(message, "did you mean " + suggestion + "?");
    assertThat(results).doesNotExist();
  }

  private void refused(String text, String message) throws IOException {
    refused(text, StandardCharsets.UTF_8, message);
  }

  private void refused(String text, Charset charset, String message) throws IOException {
    Files.write(csv, text.getBytes(charset));
    err.getBuffer().setLength(0);
    assertThat(run("--train-rows", "400")).as(message).isEqualTo(ExitCode.FINDINGS);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(results).doesNotExist();
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("backtest", csv.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--out", results.toString(), "--config", folder + "/none"));
    return sluice(arguments.toArray(String[]::new));
  }

  private int sluice(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Terminal.Colour.OFF);
    SystemClock clock = new SystemClock();
    Catalog catalog = Installed.catalog(Surroundings.of(clock, clock));
    return new Cli(terminal, List.of(new BacktestCommand(terminal, () -> catalog))).run(arguments);
  }

  /** Three tags; from row 700 on the flow is too high. */
  private static String plant(int rows, char separator) {
    Random random = new Random(3);
    StringBuilder lines = new StringBuilder("time,flow,pressure,current,fault\n");
    double load = 0;
    for (int i = 0; i < rows; i++) {
      load = 0.5 * load + random.nextGaussian();
      lines.append(
          String.format(
              Locale.ROOT,
              "2026-11-20 06:%02d:%02d,%.4f,%.4f,%.4f,%d%n",
              i / 60,
              i % 60,
              200 + 5 * load + random.nextGaussian() + (i >= 700 ? 40 : 0),
              4 + 0.2 * load + 0.05 * random.nextGaussian(),
              8 + load + 0.3 * random.nextGaussian(),
              i >= 700 ? 1 : 0));
    }
    return lines.toString().replace(',', separator);
  }
}
