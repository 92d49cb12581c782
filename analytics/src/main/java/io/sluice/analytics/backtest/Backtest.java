package io.sluice.analytics.backtest;

import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.csv.CsvException;
import io.sluice.analytics.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays historians' files to detectors as a gateway would have seen them: each row is judged by
 * what was before it. Memory does not grow with the files: only training rows are kept.
 */
public final class Backtest {
  /** Hears how far it is; called every few thousand rows. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called with the bytes of the file that have been read.
     *
     * @param file number of the file, from 0
     */
    void at(int file, long bytes);
  }

  private Backtest() {}

  /**
   * Trains, scores and writes the results.
   *
   * @param staging takes the results; the caller publishes them
   * @throws BacktestException where a file cannot be read or cannot teach the detectors; nothing is
   *     published then
   */
  public static BacktestReport run(BacktestPlan plan, Staging staging, Progress progress)
      throws BacktestException {
    plan.requireSeparateResults();
    Lesson shared = plan.ownRows() ? null : shared(plan);
    List<FileReport> reports = new ArrayList<>();
    for (int i = 0; i < plan.files().size(); i++) {
      int number = i;
      reports.add(
          run(plan, plan.files().get(i), shared, staging, bytes -> progress.at(number, bytes)));
    }
    return new BacktestReport(List.copyOf(reports));
  }

  private static Lesson shared(BacktestPlan plan) throws BacktestException {
    Path train = plan.trainFile();
    if (plan.watchers() instanceof Watchers.Stored stored) {
      return Lesson.of(stored);
    }
    if (train == null) {
      throw new IllegalArgumentException("neither own training rows nor a file to train on");
    }
    try (CsvFile file = CsvFile.open(train)) {
      Roles roles = Roles.of(train, plan.columns().forTraining(file.header()));
      int most = plan.trainRows() == 0 ? BacktestPlan.MOST_TRAIN_ROWS : plan.trainRows();
      Head head = Head.read(file, roles, new RowClock(roles), most);
      if (plan.trainRows() == 0 && file.next()) {
        throw file.problem(
            "is more than the " + most + " rows that can be learnt from; give --train-rows");
      }
      return Lesson.train(train, head, plan.watchers());
    } catch (CsvException bad) {
      throw new BacktestException(Trouble.DATA, String.valueOf(bad.getMessage()), bad);
    }
  }

  private static FileReport run(
      BacktestPlan plan, Path path, @Nullable Lesson shared, Staging staging, FileRun.Meter meter)
      throws BacktestException {
    Roles roles = Roles.of(path, plan.columns());
    Path result = staging.file(BacktestPlan.resultName(path));
    try (CsvFile file = CsvFile.open(path);
        ScoreFile scores = new ScoreFile(result)) {
      FileRun run = FileRun.begin(file, roles, shared, plan);
      run.score(scores, meter);
      return run.report(plan);
    } catch (CsvException bad) {
      throw new BacktestException(Trouble.DATA, String.valueOf(bad.getMessage()), bad);
    } catch (IOException refused) {
      throw Staging.unwritable(result, refused);
    }
  }
}
