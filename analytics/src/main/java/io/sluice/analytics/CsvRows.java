package io.sluice.analytics;

import io.sluice.analytics.csv.CsvException;
import io.sluice.analytics.csv.CsvFile;
import io.sluice.analytics.csv.TimeCell;
import java.nio.file.Path;
import java.util.List;

/** Reads a CSV file into {@link TrainingRows}, or says at which line it cannot. */
final class CsvRows {
  private final Path file;
  private final CsvLayout layout;
  private final TrainingRows rows;
  private final Row row;
  private final TimeCell times = new TimeCell();
  private int[] at = {};
  private int timeAt = -1;
  private long read;

  CsvRows(Path file, List<Column> columns, CsvLayout layout) {
    this.file = file;
    this.layout = layout;
    this.rows = new TrainingRows(columns, layout.capacity());
    this.row = new Row(columns.size());
  }

  TrainingRows read() throws TrainingException {
    try (CsvFile csv = CsvFile.open(file, layout.separator())) {
      header(csv);
      while (rows.size() < rows.capacity() && csv.next()) {
        row(csv);
      }
      if (read == 0) {
        throw csv.problem("has a header and no rows");
      }
      return rows;
    } catch (CsvException bad) {
      throw new TrainingException(String.valueOf(bad.getMessage()), bad);
    }
  }

  private void header(CsvFile csv) throws CsvException {
    at = new int[rows.columns().size()];
    for (int column = 0; column < at.length; column++) {
      at[column] = find(csv, rows.columns().get(column).tag());
    }
    String time = layout.time();
    timeAt = time == null ? -1 : find(csv, time);
  }

  private static int find(CsvFile csv, String name) throws CsvException {
    int index = csv.header().indexOf(name);
    if (index < 0) {
      throw csv.problem("there is no column '" + name + "', there are " + csv.header());
    }
    return index;
  }

  private void row(CsvFile csv) throws CsvException {
    for (int column = 0; column < at.length; column++) {
      switch (csv.content(at[column])) {
        case NUMBER -> row.set(column, csv.value());
        case EMPTY -> row.unusable(column, Verdict.BAD_QUALITY);
        case NOT_FINITE -> row.unusable(column, Verdict.NOT_FINITE);
        case TEXT ->
            throw csv.problem(
                "'"
                    + csv.text(at[column]).strip()
                    + "' is no number; a number looks like -12.5 or 1e-3");
      }
    }
    row.time(timeAt < 0 ? read * layout.interval().toNanos() : time(csv));
    read++;
    TrainingRows.Added unused = rows.add(row);
  }

  private long time(CsvFile csv) throws CsvException {
    return times
        .nanos(csv, timeAt)
        .orElseThrow(
            () ->
                csv.problem(
                    "'" + csv.text(timeAt) + "' is no time; a time looks like " + TimeCell.FORMS));
  }
}
