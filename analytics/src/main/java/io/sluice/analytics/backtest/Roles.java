package io.sluice.analytics.backtest;

import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.csv.Content;
import io.sluice.analytics.csv.CsvException;
import io.sluice.analytics.csv.CsvFile;
import io.sluice.analytics.csv.TimeCell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file are for, found out from its first rows.
 *
 * @param header names of all columns
 * @param time place of the times, -1 where there are none
 * @param label place of the labels, -1 where there are none
 * @param candidates places of what may be tags, rising
 * @param interval usual time between rows in nanoseconds, above 0
 */
record Roles(List<String> header, int time, int label, List<Integer> candidates, long interval) {
  private static final int LOOK = 1000;
  private static final long SECOND = 1_000_000_000L;
  private static final Set<String> TIME_NAMES =
      Set.of(
          "time",
          "timestamp",
          "time_stamp",
          "datetime",
          "date_time",
          "date",
          "ts",
          "epoch",
          "unix",
          "unixtime",
          "zeit",
          "zeitstempel",
          "datum",
          "uhrzeit",
          "time_utc",
          "timestamp_utc",
          "utc",
          "t_stamp");

  /** Looks at the file's first rows. */
  static Roles of(Path file, ColumnWish wish) throws BacktestException {
    try (CsvFile rows = CsvFile.open(file)) {
      List<String> header = rows.header();
      int label = place(rows, wish.label(), "--label");
      for (String ignored : wish.ignored()) {
        int unused = place(rows, ignored, "--ignore");
      }
      int given = place(rows, wish.time(), "--time");
      boolean[] free = new boolean[header.size()];
      for (int column = 0; column < free.length; column++) {
        free[column] = column != label && !wish.ignored().contains(header.get(column));
      }
      Times times = Times.look(rows, free, given);
      if (times.rows == 0) {
        throw rows.problem("has a header and no rows");
      }
      int time = given >= 0 ? given : times.find(header, free);
      if (given >= 0 && !times.good(given)) {
        throw rows.problem(
            "column '%s' holds no times; a time looks like %s"
                .formatted(header.get(given), TimeCell.FORMS));
      }
      List<Integer> candidates = candidates(header, free, time);
      return new Roles(header, time, label, candidates, time < 0 ? SECOND : times.interval(time));
    } catch (CsvException bad) {
      throw new BacktestException(Trouble.DATA, String.valueOf(bad.getMessage()), bad);
    }
  }

  private static List<Integer> candidates(List<String> header, boolean[] free, int time) {
    List<Integer> candidates = new ArrayList<>();
    for (int column = 0; column < free.length; column++) {
      if (free[column] && column != time && !header.get(column).isEmpty()) {
        candidates.add(column);
      }
    }
    return List.copyOf(candidates);
  }

  private static int place(CsvFile rows, @Nullable String name, String option)
      throws BacktestException {
    if (name == null) {
      return -1;
    }
    int place = rows.header().indexOf(name);
    if (place < 0) {
      throw new BacktestException(
          "%s:1: %s: there is no column '%s'".formatted(rows.path(), option, name),
          name,
          rows.header());
    }
    return place;
  }

  /** The times that each column would give, of the first rows. */
  private static final class Times {
    private final TimeCell[] cells;
    private final long[][] times;
    private final int[] bad;
    private final boolean[] text;
    private final boolean[] falls;
    private int rows;

    private Times(int columns) {
      cells = new TimeCell[columns];
      Arrays.setAll(cells, column -> new TimeCell());
      times = new long[columns][LOOK];
      bad = new int[columns];
      text = new boolean[columns];
      falls = new boolean[columns];
    }

    static Times look(CsvFile rows, boolean[] free, int given) throws CsvException {
      Times times = new Times(free.length);
      while (times.rows < LOOK && rows.next()) {
        for (int column = 0; column < free.length; column++) {
          if (free[column] || column == given) {
            times.take(rows, column);
          }
        }
        times.rows++;
      }
      return times;
    }

    private void take(CsvFile row, int column) {
      long before = rows == 0 ? Long.MIN_VALUE : times[column][rows - 1];
      OptionalLong time = cells[column].nanos(row, column);
      text[column] |= row.content(column) == Content.TEXT;
      bad[column] += time.isPresent() ? 0 : 1;
      times[column][rows] = time.orElse(before);
      falls[column] |= times[column][rows] < before;
    }

    /** One unreadable time of ten is a slip; more are no times. */
    boolean good(int column) {
      return bad[column] * 10 <= rows;
    }

    int find(List<String> header, boolean[] free) {
      int best = -1;
      int bestPoints = 0;
      for (int column = 0; column < free.length; column++) {
        boolean named = TIME_NAMES.contains(plain(header.get(column)));
        boolean fits = free[column] && good(column) && (text[column] || (named && !falls[column]));
        int points = fits ? 1 + (named ? 2 : 0) + (text[column] ? 1 : 0) : 0;
        if (points > bestPoints) {
          best = column;
          bestPoints = points;
        }
      }
      return best;
    }

    private static String plain(String name) {
      return name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    /** Median step; where most repeat, as truncated times do, their mean. */
    long interval(int column) {
      if (rows < 2) {
        return SECOND;
      }
      long[] steps = new long[rows - 1];
      for (int row = 1; row < rows; row++) {
        steps[row - 1] = times[column][row] - times[column][row - 1];
      }
      Arrays.sort(steps);
      long median = steps[steps.length / 2];
      long mean = (times[column][rows - 1] - times[column][0]) / (rows - 1);
      return median > 0 ? median : mean > 0 ? mean : SECOND;
    }
  }
}
