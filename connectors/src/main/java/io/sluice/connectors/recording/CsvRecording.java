package io.sluice.connectors.recording;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A historian's wide CSV as a recording: a column {@code time} and one for each tag; each row is a
 * scan of the tags that have a cell in it. {@link CsvCell} says what a cell may hold.
 */
final class CsvRecording implements Recording {
  private static final String TIME = "time";

  private final Path file;
  private final CsvReader<CsvRecord> csv;
  private final Iterator<CsvRecord> rows;
  private final CsvCell cells;
  private final int timeAt;
  private final int[] at;
  private final TagGroup group;
  private final List<String> unknown;
  private final long size;
  private long read;
  private long sequence;
  private @Nullable Instant begin;
  private Instant last = Instant.MIN;

  private CsvRecording(Path file, CsvReader<CsvRecord> csv, Map<String, Tag> known, char separator)
      throws RecordingException {
    this.file = file;
    this.size = file.toFile().length();
    this.csv = csv;
    this.rows = csv.iterator();
    this.cells = new CsvCell(file, separator);
    List<String> names = header();
    List<Tag> tags = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Tag tag = known.get(names.get(i));
      if (tag != null) {
        tags.add(tag);
        places.add(i);
      } else if (!names.get(i).equals(TIME)) {
        others.add(names.get(i));
      }
    }
    this.timeAt = names.indexOf(TIME);
    this.at = places.stream().mapToInt(Integer::intValue).toArray();
    this.unknown = List.copyOf(others);
    this.group = new TagGroup(file.getFileName().toString(), "rows", Duration.ofSeconds(1), tags);
    if (tags.isEmpty()) {
      throw new RecordingException(
          file + ":1: no column is a tag; columns are " + CsvCell.some(names));
    }
  }

  static CsvRecording open(Path file, Collection<Tag> tags) throws RecordingException {
    Map<String, Tag> known = new HashMap<>();
    tags.forEach(tag -> known.put(tag.name(), tag));
    try {
      char separator = separator(file);
      Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
      CsvReader<CsvRecord> csv =
          CsvReader.builder()
              .fieldSeparator(separator)
              .skipEmptyLines(true)
              .allowMissingFields(true)
              .allowExtraFields(true)
              .ofCsvRecord(text);
      boolean opened = false;
      try {
        CsvRecording recording = new CsvRecording(file, csv, known, separator);
        opened = true;
        return recording;
      } finally {
        if (!opened) {
          csv.close();
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  @Override
  public List<TagGroup> groups() {
    return List.of(group);
  }

  @Override
  public @Nullable Entry next() throws RecordingException {
    for (CsvRecord row = row(); row != null; row = row()) {
      Scan scan = scan(row);
      if (scan.size() > 0) {
        sequence++;
        return new Entry.Read(scan);
      }
    }
    return null;
  }

  /** A text that is cut off in a row is an error of that row. */
  @Override
  public Optional<String> torn() {
    return Optional.empty();
  }

  @Override
  public List<String> unknown() {
    return unknown;
  }

  /** By characters, of which most are one byte. */
  @Override
  public double share() {
    return size == 0 ? 1 : Math.min(1, (double) read / size);
  }

  @Override
  public void close() {
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be closed", e);
    }
  }

  private List<String> header() throws RecordingException {
    CsvRecord first = row();
    if (first == null) {
      throw new RecordingException(file + ": is empty; a row with time and the tags is needed");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : first.getFields()) {
      String name = cell.replace("\uFEFF", "").strip();
      if (!name.isEmpty() && !seen.add(name)) {
        throw new RecordingException(file + ":1: the column " + name + " is there twice");
      }
      names.add(name);
    }
    if (!seen.contains(TIME)) {
      throw new RecordingException(
          file + ":1: has no column time; columns are " + CsvCell.some(names));
    }
    return names;
  }

  private Scan scan(CsvRecord row) throws RecordingException {
    if (row.getFieldCount() <= timeAt) {
      throw cells.wrong(row, TIME, "is not there; the row has " + row.getFieldCount() + " cells");
    }
    Instant time = cells.time(row, TIME, row.getField(timeAt).strip());
    if (time.isBefore(last)) {
      throw cells.wrong(row, TIME, "is " + time + ", before " + last + " in the row above");
    }
    last = time;
    Instant origin = begin == null ? time : begin;
    begin = origin;
    Scan.Builder scan =
        new Scan.Builder(group, sequence + 1, time, nanosBetween(row, origin, time));
    for (int tag = 0; tag < at.length; tag++) {
      String cell = at[tag] < row.getFieldCount() ? row.getField(at[tag]).strip() : "";
      if (!cell.isEmpty()) {
        cells.into(scan, tag, group.tags().get(tag), new CsvCell.Place(row, time, cell));
      }
    }
    return scan.build();
  }

  private long nanosBetween(CsvRecord row, Instant from, Instant to) throws RecordingException {
    try {
      return Duration.between(from, to).toNanos();
    } catch (ArithmeticException tooLong) {
      throw cells.wrong(row, TIME, "is " + to + ", more than 292 years after the first");
    }
  }

  private @Nullable CsvRecord row() throws RecordingException {
    try {
      CsvRecord row = rows.hasNext() ? rows.next() : null;
      if (row != null) {
        row.getFields().forEach(cell -> read += cell.length() + 1);
      }
      return row;
    } catch (CsvParseException e) {
      throw new RecordingException(file + ": is no CSV: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause() == null
          ? new RecordingException(file + ": cannot be read: " + e.getMessage(), e)
          : unreadable(file, e.getCause());
    }
  }

  /** What stands most in the first line; a spreadsheet in a country with decimal commas takes ;. */
  private static char separator(Path file) throws IOException {
    byte[] first;
    try (var in = Files.newInputStream(file)) {
      first = in.readNBytes(64 << 10);
    }
    int[] counts = new int[128];
    for (byte one : first) {
      if (one == '\n') {
        break;
      }
      if (one > 0) {
        counts[one]++;
      }
    }
    if (counts[';'] > counts[','] && counts[';'] >= counts['\t']) {
      return ';';
    }
    return counts['\t'] > counts[','] ? '\t' : ',';
  }

  private static RecordingException unreadable(Path file, IOException cause) {
    return cause instanceof CharacterCodingException
        ? new RecordingException(file + ": is not in UTF-8; save it in that encoding", cause)
        : RecordingReader.unreadable(file, cause);
  }
}
