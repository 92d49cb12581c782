package io.sluice.analytics;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Reads a CSV file into {@link TrainingRows}, or says at which line it cannot. */
final class CsvRows {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private final Path file;
  private final CsvLayout layout;
  private final TrainingRows rows;
  private final Row row;
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
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .fieldSeparator(layout.separator())
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
      boolean header = true;
      for (CsvRecord cells : csv) {
        if (header) {
          header(cells);
          header = false;
        } else if (rows.size() < rows.capacity()) {
          row(cells);
        }
      }
      if (header) {
        throw new TrainingException(file + ": is empty, a header row is needed");
      }
      return rows;
    } catch (NoSuchFileException e) {
      throw new TrainingException(file + ": is not there", e);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNullElse(e.getCause(), e));
    } catch (CsvParseException e) {
      throw new TrainingException(file + ": is no CSV: " + e.getMessage(), e);
    }
  }

  private TrainingException unreadable(Exception cause) {
    if (cause instanceof CharacterCodingException) {
      return new TrainingException(file + ": is not in UTF-8; save it in that encoding", cause);
    }
    return new TrainingException(file + ": cannot be read: " + cause, cause);
  }

  private void header(CsvRecord cells) throws TrainingException {
    List<String> names = new ArrayList<>();
    for (String name : cells.getFields()) {
      names.add(name.replace("\uFEFF", "").strip());
    }
    HashSet<String> seen = new HashSet<>();
    for (String name : names) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw at(cells, "the column '" + name + "' is there twice");
      }
    }
    at = new int[rows.columns().size()];
    for (int column = 0; column < at.length; column++) {
      at[column] = find(cells, names, rows.columns().get(column).tag());
    }
    String time = layout.time();
    timeAt = time == null ? -1 : find(cells, names, time);
  }

  private int find(CsvRecord cells, List<String> names, String name) throws TrainingException {
    int index = names.indexOf(name);
    if (index < 0) {
      throw at(cells, "there is no column '" + name + "', there are " + names);
    }
    return index;
  }

  private void row(CsvRecord cells) throws TrainingException {
    for (int column = 0; column < at.length; column++) {
      String cell = cell(cells, at[column]);
      if (cell.isEmpty()) {
        row.unusable(column, Verdict.BAD_QUALITY);
      } else {
        row.set(column, number(cells, cell));
      }
    }
    row.time(timeAt < 0 ? read * layout.interval().toNanos() : time(cells, cell(cells, timeAt)));
    read++;
    rows.add(row);
  }

  private String cell(CsvRecord cells, int index) throws TrainingException {
    if (index >= cells.getFieldCount()) {
      throw at(
          cells,
          "has " + cells.getFieldCount() + " cells, at least " + (index + 1) + " are needed");
    }
    return cells.getField(index).strip();
  }

  private double number(CsvRecord cells, String cell) throws TrainingException {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw at(cells, "'" + cell + "' is no number; a number looks like -12.5 or 1e-3");
    }
  }

  private long time(CsvRecord cells, String cell) throws TrainingException {
    try {
      return new BigDecimal(cell).multiply(NANOS).longValue();
    } catch (NumberFormatException e) {
      return nanos(instant(cells, cell));
    }
  }

  private Instant instant(CsvRecord cells, String cell) throws TrainingException {
    String iso = cell.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException withoutZone) {
      try {
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw at(
            cells, "'" + cell + "' is no time; a time looks like 2026-11-20T06:00:00Z or 12.5");
      }
    }
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private TrainingException at(CsvRecord cells, String problem) {
    return new TrainingException(file + ":" + cells.getStartingLineNumber() + ": " + problem);
  }
}
