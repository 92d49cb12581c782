package io.sluice.gateway.assets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A historian's CSV file as training rows: a column {@code time} in ISO-8601 with zone, and a
 * column for each tag. Further columns are ignored; an empty cell is a missing value.
 */
public final class HistoryCsv {
  private static final String TIME = "time";

  private final Path file;
  private final List<Column> columns;

  /**
   * @param columns the tags wanted
   */
  public HistoryCsv(Path file, List<Column> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
  }

  /**
   * Reads at most so many rows; what comes after is not looked at.
   *
   * @throws TrainingException naming file and line where a row cannot be read
   */
  public TrainingRows read(int most) throws TrainingException {
    TrainingRows rows = new TrainingRows(columns, most);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      boolean first = true;
      for (NamedCsvRecord line : csv) {
        if (first) {
          requireColumns(line.getHeader());
          first = false;
        }
        if (rows.add(row(line)) == TrainingRows.Added.FULL) {
          break;
        }
      }
      return rows;
    } catch (NoSuchFileException missing) {
      throw new TrainingException(file + ": there is no such file");
    } catch (MalformedInputException encoding) {
      throw new TrainingException(file + ": not UTF-8; save it as CSV UTF-8");
    } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
      throw new TrainingException(file + ": cannot be read: " + unreadable.getMessage());
    }
  }

  private void requireColumns(List<String> header) throws TrainingException {
    List<String> missing = new ArrayList<>();
    for (String wanted : names()) {
      if (!header.contains(wanted)) {
        missing.add(wanted);
      }
    }
    if (!missing.isEmpty()) {
      throw new TrainingException(
          file
              + ":1: there is no column "
              + String.join(", ", missing)
              + "; there are "
              + String.join(", ", header));
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(TIME));
    columns.forEach(column -> names.add(column.tag()));
    return names;
  }

  private Row row(NamedCsvRecord line) throws TrainingException {
    Row row = new Row(columns.size());
    row.time(nanos(line));
    for (int i = 0; i < columns.size(); i++) {
      String cell = line.getField(columns.get(i).tag());
      if (cell.isBlank()) {
        row.unusable(i, Verdict.BAD_QUALITY);
      } else {
        row.set(i, number(line, columns.get(i).tag(), cell));
      }
    }
    return row;
  }

  private long nanos(NamedCsvRecord line) throws TrainingException {
    try {
      Instant time = Instant.parse(line.getField(TIME));
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (DateTimeException | ArithmeticException wrong) {
      throw new TrainingException(
          at(line)
              + "time is \""
              + line.getField(TIME)
              + "\"; allowed is ISO-8601 with zone, as 2026-01-31T09:41:07.100Z");
    }
  }

  private double number(NamedCsvRecord line, String tag, String cell) throws TrainingException {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException wrong) {
      throw new TrainingException(
          at(line) + tag + " is \"" + cell + "\"; allowed is a number with a decimal point");
    }
  }

  private String at(NamedCsvRecord line) {
    return file + ":" + line.getStartingLineNumber() + ": ";
  }
}
