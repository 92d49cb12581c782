package io.sluice.analytics.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header row, read row by row in constant memory: separator {@code ,} {@code ;}
 * or tab, UTF-8 with or without byte order mark, any line ends, quotes as in RFC 4180, decimal
 * commas where the comma is not the separator. For one thread.
 */
public final class CsvFile implements Closeable {
  /** Most columns a file may have. */
  public static final int MOST_COLUMNS = 4096;

  private static final int MOST_HEADER = 1 << 20;

  private final Path file;
  private final FileBytes bytes;
  private final char separator;
  private final CsvReader<CsvCells> reader;
  private final CloseableIterator<CsvCells> records;
  private final NumberCell number;
  private final CsvCells cells = new CsvCells();
  private List<String> header = List.of();
  private long line = 1;

  private CsvFile(Path file, FileBytes bytes, @Nullable Character given) throws IOException {
    this.file = file;
    this.bytes = bytes;
    BufferedReader text = bytes.characters();
    this.separator = given == null ? separatorOf(text) : given;
    this.number = new NumberCell(separator != ',');
    this.reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .trimWhitespacesAroundQuotes(true)
            .build(cells, text);
    this.records = reader.iterator();
  }

  /**
   * Opens the file and reads its header; the separator is the one its header has most of.
   *
   * @throws CsvException where it is not there, empty, no text in UTF-8, or has a column twice
   */
  public static CsvFile open(Path file) throws CsvException {
    return open(file, null);
  }

  /** The same with a separator that is known; null to find it out. */
  public static CsvFile open(Path file, @Nullable Character separator) throws CsvException {
    FileBytes bytes = null;
    try {
      bytes = FileBytes.open(file);
      CsvFile opened = new CsvFile(file, bytes, separator);
      opened.readHeader();
      return opened;
    } catch (IOException | UncheckedIOException e) {
      close(bytes);
      throw unreadable(file, e);
    } catch (CsvException e) {
      close(bytes);
      throw e;
    }
  }

  public Path path() {
    return file;
  }

  public char separator() {
    return separator;
  }

  /** The names of the columns, without blanks around them; a name may be empty. */
  public List<String> header() {
    return header;
  }

  /**
   * Goes on to the next row; false behind the last.
   *
   * @throws CsvException where the row has more or fewer cells than the header
   */
  public boolean next() throws CsvException {
    try {
      if (!records.hasNext()) {
        return false;
      }
      CsvCells unused = records.next();
      line = cells.line();
    } catch (UncheckedIOException e) {
      throw unreadable(file, e);
    } catch (CsvParseException e) {
      throw new CsvException(file + ": is no CSV: " + e.getMessage(), e);
    }
    if (cells.count() != header.size()) {
      requireCells();
    }
    return true;
  }

  /** Line of the file at which the last row begins, from 1. */
  public long line() {
    return line;
  }

  /** What is in the row's cell; {@link #value} gives its number where it is one. */
  public Content content(int column) {
    return cells.number(column, number);
  }

  /** The number found by the last {@link #content}. */
  public double value() {
    return number.value();
  }

  /** The cell as written. */
  public String text(int column) {
    return cells.cell(column);
  }

  /** Bytes read so far, for progress. */
  public long bytesRead() {
    return bytes.count();
  }

  /** A problem of the row read last. */
  public CsvException problem(String what) {
    return new CsvException(file + ":" + line + ": " + what);
  }

  @Override
  public void close() {
    close(bytes);
  }

  private void readHeader() throws CsvException {
    if (!records.hasNext()) {
      throw new CsvException(file + ":1: is empty, a header row is needed");
    }
    CsvCells unused = records.next();
    if (cells.count() > MOST_COLUMNS) {
      throw problem("has " + cells.count() + " columns, allowed are " + MOST_COLUMNS);
    }
    List<String> names = new ArrayList<>();
    HashSet<String> seen = new HashSet<>();
    boolean allNumbers = true;
    boolean fraction = false;
    for (int column = 0; column < cells.count(); column++) {
      String name = cells.cell(column).strip();
      if (!name.isEmpty() && !seen.add(name)) {
        throw problem("the column '" + name + "' is there twice");
      }
      names.add(name);
      allNumbers &= content(column) == Content.NUMBER;
      fraction |= allNumbers && value() != Math.rint(value());
    }
    if (allNumbers && fraction) {
      throw problem("the first row holds only numbers; a header row with names is needed");
    }
    while (names.size() > 1 && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    header = List.copyOf(names);
  }

  /** Cells behind the last name are allowed where they are blank: spreadsheets write such. */
  private void requireCells() throws CsvException {
    if (cells.count() < header.size()) {
      throw problem("has " + cells.count() + " cells, the header has " + header.size());
    }
    for (int extra = header.size(); extra < cells.count(); extra++) {
      if (!cells.blank(extra)) {
        throw problem("has " + cells.count() + " cells, the header has " + header.size());
      }
    }
  }

  private static CsvException unreadable(Path file, Exception cause) {
    Throwable inner = Objects.requireNonNullElse(cause.getCause(), cause);
    if (cause instanceof NoSuchFileException) {
      return new CsvException(file + ": is not there", cause);
    }
    if (Files.isDirectory(file)) {
      return new CsvException(file + ": is a directory, a CSV file is needed", cause);
    }
    if (cause instanceof CharacterCodingException || inner instanceof CharacterCodingException) {
      return new CsvException(file + badLine(file) + ": is not in UTF-8; save it as UTF-8", cause);
    }
    return new CsvException(file + ": cannot be read: " + inner.getMessage(), cause);
  }

  private static String badLine(Path file) {
    try {
      return ":" + FileBytes.firstBadLine(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private static void close(@Nullable FileBytes bytes) {
    if (bytes == null) {
      return;
    }
    try {
      bytes.close();
    } catch (IOException nothingWasWritten) {
      // A file that was only read is as it was, closed well or not.
      return;
    }
  }

  /** The separator that the first line has most of, outside quotes. */
  private static char separatorOf(BufferedReader text) throws IOException {
    text.mark(MOST_HEADER);
    int commas = 0;
    int semicolons = 0;
    int tabs = 0;
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < MOST_HEADER - 1; i++) {
      int one = text.read();
      if (one < 0 || (begun && !quoted && (one == '\n' || one == '\r'))) {
        break;
      }
      begun |= one > ' ';
      quoted ^= one == '"';
      commas += one == ',' && !quoted ? 1 : 0;
      semicolons += one == ';' && !quoted ? 1 : 0;
      tabs += one == '\t' && !quoted ? 1 : 0;
    }
    text.reset();
    return semicolons > 0 && semicolons >= Math.max(commas, tabs)
        ? ';'
        : tabs > commas ? '\t' : ',';
  }
}
