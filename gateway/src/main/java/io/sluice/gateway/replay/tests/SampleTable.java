package io.sluice.gateway.replay.tests;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.connectors.StatusCode;
import io.sluice.gateway.config.tests.TimedSample;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples as a table: a column {@code time} with plant times such as {@code 60 s} or seconds, and a
 * column for each tag with numbers in the tag's unit, status codes, or nothing where a tag has no
 * point.
 */
final class SampleTable {
  private static final String TIME = "time";

  private SampleTable() {}

  /**
   * Points by tag, in rising time.
   *
   * @throws IllegalArgumentException naming the row
   */
  static Map<String, List<TimedSample>> read(String text) {
    Map<String, List<TimedSample>> points = new LinkedHashMap<>();
    List<String> header = new ArrayList<>();
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .skipEmptyLines(true)
            .commentStrategy(CommentStrategy.SKIP)
            .allowMissingFields(true)
            .ofCsvRecord(text)) {
      for (CsvRecord row : rows) {
        if (header.isEmpty()) {
          header.addAll(header(row));
          header.stream().skip(1).forEach(tag -> points.put(tag, new ArrayList<>()));
        } else {
          row(header, row, points);
        }
      }
    } catch (CsvParseException wrong) {
      throw new IllegalArgumentException("a row has more cells than the header", wrong);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot fail to be read", impossible);
    }
    if (points.isEmpty()) {
      throw new IllegalArgumentException("there is no table; allowed is a header time,TAG,… first");
    }
    return points;
  }

  private static List<String> header(CsvRecord row) {
    List<String> names = row.getFields().stream().map(String::strip).toList();
    if (!names.get(0).equals(TIME) || names.size() < 2) {
      throw new IllegalArgumentException(
          "the header is \"" + String.join(",", names) + "\"; allowed is time,TAG,…");
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("a column of the header is there twice");
    }
    return names;
  }

  private static void row(
      List<String> header, CsvRecord row, Map<String, List<TimedSample>> points) {
    String where = "row " + row.getStartingLineNumber();
    Duration at = time(where, row.getField(0).strip());
    for (int column = 1; column < Math.min(header.size(), row.getFieldCount()); column++) {
      String cell = row.getField(column).strip();
      if (!cell.isEmpty()) {
        String tag = header.get(column);
        points.getOrDefault(tag, new ArrayList<>()).add(cell(where + ", " + tag, at, cell));
      }
    }
  }

  private static Duration time(String where, String cell) {
    try {
      return cell.matches("[0-9]+(\\.[0-9]+)?")
          ? Durations.parse(cell + " s")
          : Durations.parse(cell);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(where + ": time " + wrong.getMessage(), wrong);
    }
  }

  private static TimedSample cell(String where, Duration at, String cell) {
    try {
      return Character.isLetter(cell.charAt(0))
          ? new TimedSample(at, null, TimedSample.status(cell), null)
          : new TimedSample(at, new Quantity(number(cell), ""), StatusCode.GOOD, null);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(where + ": " + wrong.getMessage(), wrong);
    }
  }

  private static double number(String cell) {
    Quantity read = Quantity.parse(cell);
    if (!read.unit().isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + cell + "\" has a unit; a table holds bare numbers in the tag's unit");
    }
    return read.value();
  }
}
