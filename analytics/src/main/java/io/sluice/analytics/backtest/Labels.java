package io.sluice.analytics.backtest;

import io.sluice.analytics.csv.CsvFile;
import java.util.Locale;
import java.util.Set;

/** Reads a column of labels: 0, empty or a word for normal is no fault, all else is one. */
final class Labels {
  private static final Set<String> NORMAL =
      Set.of("normal", "false", "no", "ok", "good", "healthy", "f", "n");

  private final int column;

  /**
   * @param column place of the labels, -1 where there are none
   */
  Labels(int column) {
    this.column = column;
  }

  boolean faulty(CsvFile row) {
    if (column < 0) {
      return false;
    }
    return switch (row.content(column)) {
      case NUMBER -> row.value() != 0;
      case EMPTY -> false;
      case NOT_FINITE -> true;
      case TEXT -> !NORMAL.contains(row.text(column).strip().toLowerCase(Locale.ROOT));
    };
  }
}
