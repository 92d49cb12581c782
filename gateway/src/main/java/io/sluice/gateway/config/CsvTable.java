package io.sluice.gateway.config;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a comma-separated table (RFC 4180) into rows of cells that know their place. Empty lines
 * and lines that begin with {@code #} are passed over; a cell lies within one line.
 */
final class CsvTable {
  private static final int LONGEST_ROW = 64 * 1024;

  private final SourceFile file;
  private final Problems problems;

  CsvTable(SourceFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Hands over each row's cells, the header's first; false where one is not CSV and ends it. */
  boolean rows(Consumer<List<Node.Text>> each) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .commentStrategy(CommentStrategy.SKIP)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(LONGEST_ROW)
            .ofCsvRecord(file.text())) {
      for (CsvRecord row : reader) {
        List<Node.Text> cells = cells(row);
        if (cells.isEmpty()) {
          return false;
        }
        each.accept(cells);
      }
      return true;
    } catch (CsvParseException wrong) {
      problems.error(file.whole(), Code.CSV_ROW, "a row is longer than 64 KB; is a quote open?");
      return false;
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot fail to be read", impossible);
    }
  }

  private List<Node.Text> cells(CsvRecord row) {
    int line = (int) row.getStartingLineNumber();
    String text = file.line(line);
    List<Integer> starts = starts(text);
    int unclosed = unclosedQuote(text);
    if (unclosed >= 0) {
      problems.add(
          Problem.error(
              file.at(line, column(text, unclosed)),
              Code.CSV_ROW,
              "a quote begins here and does not end in this line"));
      return List.of();
    }
    List<Node.Text> cells = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      String value = row.getField(i).strip();
      int start = i < starts.size() ? starts.get(i) : text.length();
      Position at = file.at(line, column(text, start));
      cells.add(new Node.Text(at, value, true));
    }
    return cells;
  }

  private static int column(String line, int index) {
    return line.codePointCount(0, Math.min(index, line.length())) + 1;
  }

  /** Where each cell begins. */
  private static List<Integer> starts(String line) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        starts.add(i + 1);
      }
    }
    return starts;
  }

  private static int unclosedQuote(String line) {
    int opened = -1;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        opened = opened < 0 ? i : -1;
      }
    }
    return opened;
  }
}
