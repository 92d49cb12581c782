package io.sluice.gateway.config.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of another program: the separator is found by itself, a cell may hold line ends, and
 * columns are known by their headers, whatever their letter case.
 */
final class Sheet {
  private static final int LONGEST_ROW = 64 * 1024;
  private static final List<Character> SEPARATORS = List.of(';', '\t', ',', '|');

  private final SourceFile file;
  private final char separator;
  private final List<Node.Text> header;
  private final List<Line> lines;

  private Sheet(SourceFile file, char separator, List<Node.Text> header, List<Line> lines) {
    this.file = file;
    this.separator = separator;
    this.header = header;
    this.lines = lines;
  }

  /** One row below the header. */
  final class Line {
    private final List<Node.Text> cells;
    private final Map<String, Node.Text> byHeader = new HashMap<>();

    private Line(List<Node.Text> cells, List<Node.Text> names) {
      this.cells = cells;
      for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
        byHeader.putIfAbsent(key(names.get(i).value()), cells.get(i));
      }
    }

    Position at() {
      return cells.get(0).at();
    }

    int size() {
      return cells.size();
    }

    /** Where a row with too many or too few cells goes wrong. */
    Position end() {
      return cells.get(Math.min(header.size(), cells.size() - 1)).at();
    }

    Optional<Node.Text> cell(String name) {
      return Optional.ofNullable(byHeader.get(key(name)));
    }

    String text(String name) {
      return cell(name).map(Node.Text::value).orElse("");
    }

    Position at(String name) {
      return cell(name).map(Node.Text::at).orElse(at());
    }
  }

  /** Reads the table; empty where the harvest says why not. */
  static Optional<Sheet> read(SourceFile file, Harvest into) {
    char separator = separator(firstLine(file));
    List<List<Node.Text>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(LONGEST_ROW)
            .ofCsvRecord(file.text())) {
      for (CsvRecord row : reader) {
        List<Node.Text> cells = cells(file, row, separator);
        if (cells.stream().allMatch(cell -> cell.value().isEmpty()) || comment(cells)) {
          continue;
        }
        rows.add(cells);
        if (rows.size() > Harvest.MOST_TAGS + 1) {
          into.unreadable(
              file.whole(), Code.FILE_TOO_LARGE, "has more than " + Harvest.MOST_TAGS + " rows");
          return Optional.empty();
        }
      }
    } catch (CsvParseException wrong) {
      into.unreadable(file.whole(), Code.CSV_ROW, "a row is longer than 64 KB; is a quote open?");
      return Optional.empty();
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot fail to be read", impossible);
    }
    if (rows.isEmpty()) {
      into.unreadable(
          file.whole(), Code.IMPORT_SHAPE, "is empty; the first line names the columns");
      return Optional.empty();
    }
    Sheet sheet = new Sheet(file, separator, rows.get(0), new ArrayList<>());
    rows.subList(1, rows.size()).forEach(row -> sheet.lines.add(sheet.new Line(row, sheet.header)));
    return Optional.of(sheet);
  }

  List<Line> lines() {
    return lines;
  }

  List<Node.Text> header() {
    return header;
  }

  boolean has(String name) {
    return header.stream().anyMatch(cell -> key(cell.value()).equals(key(name)));
  }

  SourceFile file() {
    return file;
  }

  /** Where a semicolon divides columns, a comma divides decimals: so do German spreadsheets. */
  ForeignNumber.Decimal decimal() {
    return separator == ';' ? ForeignNumber.Decimal.COMMA : ForeignNumber.Decimal.POINT;
  }

  /** How headers are compared: letters and digits only. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9]+", "");
  }

  private static boolean comment(List<Node.Text> cells) {
    return cells.get(0).value().startsWith("#");
  }

  private static String firstLine(SourceFile file) {
    return file.lines().stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .orElse("");
  }

  private static char separator(String header) {
    char best = ',';
    long most = 0;
    for (char one : SEPARATORS) {
      long number = header.chars().filter(c -> c == one).count();
      if (number > most) {
        best = one;
        most = number;
      }
    }
    return best;
  }

  private static List<Node.Text> cells(SourceFile file, CsvRecord row, char separator) {
    int line = (int) row.getStartingLineNumber();
    String text = file.line(line);
    List<Integer> starts = starts(text, separator);
    List<Node.Text> cells = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      int start = i < starts.size() ? starts.get(i) : 0;
      Position at = file.at(line, text.codePointCount(0, start) + 1);
      cells.add(new Node.Text(at, row.getField(i).strip(), true));
    }
    return cells;
  }

  private static List<Integer> starts(String line, char separator) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        starts.add(i + 1);
      }
    }
    return starts;
  }
}
