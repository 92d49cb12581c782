package io.sluice.analytics.backtest;

import io.sluice.analytics.backtest.BacktestException.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest is to do.
 *
 * @param files to score, each in its turn
 * @param trainRows the first rows of each file, or of {@code trainFile}, to learn from; 0 for all
 *     of {@code trainFile}
 * @param trainFile what to learn from instead of each file's first rows, or null
 * @param columns what the user says of the columns
 * @param watchers which detectors
 * @param out directory for the results
 */
public record BacktestPlan(
    List<Path> files,
    int trainRows,
    @Nullable Path trainFile,
    ColumnWish columns,
    Watchers watchers,
    Path out) {
  /** Most rows that are learnt from. */
  public static final int MOST_TRAIN_ROWS = 1_000_000;

  public BacktestPlan {
    files = List.copyOf(files);
    if (trainRows < 0 || trainRows > MOST_TRAIN_ROWS) {
      throw new IllegalArgumentException(
          "training rows are " + trainRows + ", allowed are 0 to " + MOST_TRAIN_ROWS);
    }
  }

  /** The name of a file's results in {@link #out}. */
  public static String resultName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".csv") ? name : name + ".csv";
  }

  /** True where the first rows of each scored file are for training and get no score. */
  boolean ownRows() {
    return trainFile == null && !(watchers instanceof Watchers.Stored);
  }

  /**
   * Looks for what would go wrong only at the end.
   *
   * @throws BacktestException where two results would have one name, or a result would replace what
   *     was read
   */
  public void requireSeparateResults() throws BacktestException {
    Map<String, Path> seen = new HashMap<>();
    for (Path file : files) {
      String name = resultName(file);
      Path other = seen.put(name, file);
      if (other != null) {
        throw new BacktestException(
            Trouble.ASKED,
            "%s and %s would both be written to %s; run them into two directories"
                .formatted(other, file, out.resolve(name)));
      }
    }
    for (Path file : files) {
      for (String name : seen.keySet()) {
        requireOther(file, out.resolve(name));
      }
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new BacktestException(Trouble.ASKED, out + " is a file, a directory is needed");
    }
  }

  private void requireOther(Path file, Path result) throws BacktestException {
    Path train = trainFile;
    if (same(file, result) || (train != null && same(train, result))) {
      throw new BacktestException(
          Trouble.ASKED, result + " is an input and would be replaced; choose another --out");
    }
  }

  /** Links are followed: what counts is the file. */
  private static boolean same(Path one, Path two) {
    try {
      return Files.isSameFile(one, two);
    } catch (IOException notThere) {
      return one.toAbsolutePath().normalize().equals(two.toAbsolutePath().normalize());
    }
  }
}
