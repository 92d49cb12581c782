package io.sluice.connectors.recording;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UtcTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * What a cell of a CSV recording holds: nothing (no sample in this scan), a number, a number and a
 * status ({@code 12.5 Uncertain_LastUsableValue}), {@code true} or {@code false} of a BOOL, a text
 * of a STRING, a Bad status by its name or 0x number, or {@code NaN}, which is Bad. The value is in
 * the tag's unit.
 */
final class CsvCell {
  private static final int MOST_LISTED = 10;

  /** No number of this many digits is a time; a hostile one would be expanded. */
  private static final int MOST_DIGITS = 40;

  private final Path file;
  private final char separator;

  CsvCell(Path file, char separator) {
    this.file = file;
    this.separator = separator;
  }

  /** A cell and what it belongs to. */
  record Place(CsvRecord row, Instant time, String cell) {}

  void into(Scan.Builder scan, int index, Tag tag, Place place) throws RecordingException {
    long ticks = ticks(place);
    String cell = place.cell;
    if (cell.equalsIgnoreCase("NaN")) {
      scan.bad(index, StatusCode.BAD, ticks);
    } else if (cell.startsWith("Bad") || cell.startsWith("0x")) {
      scan.bad(index, bad(place, tag), ticks);
    } else if (tag.type() == DataType.STRING) {
      scan.text(index, cell, StatusCode.GOOD.code(), ticks);
    } else {
      int gap = cell.indexOf(' ');
      String value = gap < 0 ? cell : cell.substring(0, gap);
      StatusCode status =
          gap < 0 ? StatusCode.GOOD : status(place, tag, cell.substring(gap).strip());
      scan.number(index, number(place, tag, value), status.code(), ticks);
    }
  }

  Instant time(CsvRecord row, String column, String cell) throws RecordingException {
    try {
      if (cell.length() <= MOST_DIGITS && cell.indexOf(':') < 0) {
        BigDecimal seconds = new BigDecimal(decimal(cell));
        if (seconds.precision() - seconds.scale() > MOST_DIGITS || seconds.scale() > MOST_DIGITS) {
          throw new ArithmeticException("too many digits");
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        BigDecimal nanos = seconds.subtract(whole).movePointRight(9);
        return Instant.ofEpochSecond(whole.longValueExact(), nanos.longValue());
      }
      return iso(cell.replace(' ', 'T'));
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw wrong(
          row, column, "is \"" + cell + "\"; a time looks like 2026-11-20T06:00:00Z or 12.5");
    }
  }

  RecordingException wrong(CsvRecord row, String column, String problem) {
    return new RecordingException(
        file + ":" + row.getStartingLineNumber() + ": column " + column + " " + problem);
  }

  /** A few of them, for messages. */
  static String some(List<String> names) {
    String few = String.join(", ", names.stream().limit(MOST_LISTED).toList());
    return names.size() > MOST_LISTED
        ? few + " and " + (names.size() - MOST_LISTED) + " more"
        : few;
  }

  private static Instant iso(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException withoutZone) {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
  }

  private long ticks(Place place) throws RecordingException {
    try {
      return UtcTime.ofInstant(place.time);
    } catch (ArithmeticException beyond) {
      throw wrong(place.row, "time", "is " + place.time + ", which OPC UA cannot say");
    }
  }

  private StatusCode bad(Place place, Tag tag) throws RecordingException {
    StatusCode status = status(place, tag, place.cell);
    if (!status.bad()) {
      throw wrong(place.row, tag.name(), "is " + status + " without a value");
    }
    return status;
  }

  private StatusCode status(Place place, Tag tag, String text) throws RecordingException {
    return StatusCode.parse(text)
        .orElseThrow(
            () ->
                wrong(
                    place.row,
                    tag.name(),
                    "is \""
                        + place.cell
                        + "\"; a status looks like Bad_NotConnected, or 0x808A0000"));
  }

  private double number(Place place, Tag tag, String text) throws RecordingException {
    if (tag.type() == DataType.BOOL && (text.equals("true") || text.equals("false"))) {
      return text.equals("true") ? 1 : 0;
    }
    double value;
    try {
      value = Double.parseDouble(decimal(text));
    } catch (NumberFormatException e) {
      value = Double.POSITIVE_INFINITY;
    }
    if (!Double.isFinite(value)) {
      throw wrong(
          place.row,
          tag.name(),
          "is \""
              + place.cell
              + "\"; a number looks like -12.5 or 1e-3, a status like Bad_Timeout");
    }
    return value;
  }

  /** Where columns are not parted by commas, a comma is a decimal one. */
  private String decimal(String text) {
    return separator == ',' ? text : text.replace(',', '.');
  }
}
