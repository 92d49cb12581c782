package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.backtest.Backtest;
import io.sluice.analytics.backtest.BacktestException;
import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.backtest.BacktestPlan;
import io.sluice.analytics.backtest.BacktestReport;
import io.sluice.analytics.backtest.ColumnWish;
import io.sluice.analytics.backtest.Staging;
import io.sluice.gateway.backtest.BacktestComparison;
import io.sluice.gateway.backtest.BacktestJson;
import io.sluice.gateway.backtest.BacktestPage;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.options.Closest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice backtest}: what detectors would have said of historians' files. */
@CommandLine.Command(
    name = "backtest",
    description = {
      "Train detectors on the first rows of each CSV file and score the rest, as a gateway would"
          + " have seen it row by row.",
      "Writes row,time,score,alarm for each scored row to DIR/<file name>, and report.html and"
          + " report.json beside; prints a table. Score 1.0 is the threshold.",
      "A row without a verdict has no line; it is counted, and the alarm stands as it stood.",
      "Separator , ; or tab; numeric columns are tags. Exit code 1 when a file cannot be read or"
          + " cannot teach a detector; nothing is written then."
    })
public final class BacktestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Parameters(
      paramLabel = "FILE.csv",
      arity = "1..*",
      description = "Historian's files with a header row, no two of one name.")
  private List<Path> files = List.of();

  @CommandLine.Option(
      names = "--train-rows",
      paramLabel = "N",
      description = "Learn from the first N rows, 1 to 1000000, and score those after them.")
  private @Nullable Integer trainRows;

  @CommandLine.Option(
      names = "--train",
      paramLabel = "FILE",
      description =
          "Learn from this file instead, from its first N rows with --train-rows; score all rows.")
  private @Nullable Path train;

  @CommandLine.Option(
      names = "--model",
      split = ",",
      paramLabel = "NAME",
      description =
          "Score with this detector's saved champion, or with version 3 as NAME:3; nothing is"
              + " trained.")
  private List<String> models = new ArrayList<>();

  @CommandLine.Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Column that is 0 in normal rows, for F1, FAR, MAR, events and delay.")
  private @Nullable String label;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "Column with times; found by itself where it looks like times.")
  private @Nullable String time;

  @CommandLine.Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are no tags.")
  private List<String> ignored = new ArrayList<>();

  @CommandLine.Option(
      names = "--detectors",
      split = ",",
      paramLabel = "NAME",
      description =
          "Detector kinds with their usual options, or names of detectors.yaml (default: what suits"
              + " the rows).")
  private List<String> detectors = new ArrayList<>();

  @CommandLine.Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory for the results; made where it is not there.")
  private Path out = Path.of("");

  @CommandLine.Option(
      names = "--against",
      paramLabel = "DIR",
      description = "The --out of an earlier run, to be compared with this one.")
  private @Nullable Path against;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory whose models --model names, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  @CommandLine.Mixin private final FilesOption config = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  public BacktestCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    try {
      run(plan());
      return ExitCode.OK;
    } catch (BacktestException refused) {
      terminal.err().println("sluice: " + refused.getMessage());
      Closest.to(refused.read(), refused.allowed())
          .ifPresent(meant -> terminal.err().println("did you mean " + meant + "?"));
      return refused.trouble() == Trouble.ASKED ? ExitCode.USAGE : ExitCode.FINDINGS;
    }
  }

  private BacktestPlan plan() throws BacktestException {
    requireOneTeacher();
    return new BacktestPlan(
        files,
        trainRows == null ? 0 : trainRows,
        train,
        new ColumnWish(label, time, new HashSet<>(named(ignored))),
        new BacktestDetectors(config, catalog, data).choose(named(detectors), named(models)),
        out);
  }

  private void requireOneTeacher() throws BacktestException {
    Integer rows = trainRows;
    if (rows != null && (rows < 1 || rows > BacktestPlan.MOST_TRAIN_ROWS)) {
      throw asked("--train-rows is " + rows + ", allowed are 1 to " + BacktestPlan.MOST_TRAIN_ROWS);
    }
    if (!models.isEmpty() && (rows != null || train != null || !named(detectors).isEmpty())) {
      throw asked("--model is trained already; leave out --train-rows, --train and --detectors");
    }
    if (models.isEmpty() && rows == null && train == null) {
      throw asked("nothing to learn from; give --train-rows N, --train FILE or --model NAME");
    }
  }

  /** A list may end with a comma, or be empty where a script has nothing to put there. */
  private static List<String> named(List<String> names) {
    return names.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  private static BacktestException asked(String message) {
    return new BacktestException(Trouble.ASKED, message);
  }

  private void run(BacktestPlan plan) throws BacktestException {
    plan.requireSeparateResults();
    try (Staging staging = Staging.in(out);
        BacktestProgress progress = new BacktestProgress(terminal, plan)) {
      BacktestReport report = Backtest.run(plan, staging, progress);
      ObjectNode object = BacktestJson.of(report);
      Path earlier = against;
      BacktestComparison comparison =
          earlier == null ? null : BacktestComparison.of(object, staging::file, earlier);
      write(staging, object, BacktestPage.of(report, comparison));
      staging.publish();
      progress.close();
      tell(report, object, comparison);
    }
  }

  private static void write(Staging staging, ObjectNode object, String page)
      throws BacktestException {
    Path file = staging.file(BacktestComparison.REPORT);
    try {
      Files.write(
          file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(object));
      Files.writeString(staging.file("report.html"), page);
    } catch (IOException refused) {
      throw new BacktestException(
          Trouble.DATA, file + ": cannot be written: " + refused.getMessage(), refused);
    }
  }

  private void tell(
      BacktestReport report, ObjectNode object, @Nullable BacktestComparison comparison) {
    if (json.wanted()) {
      if (comparison != null) {
        object.set("comparison", comparison.json());
      }
      JsonOption.print(terminal, object);
      return;
    }
    BacktestText text = new BacktestText(terminal.out());
    text.print(report);
    if (comparison != null) {
      text.print(comparison);
    }
    terminal.err().println("sluice: " + out.resolve("report.html") + " shows it");
  }
}
