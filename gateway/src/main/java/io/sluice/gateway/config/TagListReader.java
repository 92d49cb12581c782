package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.RecordShape;
import io.sluice.gateway.options.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tag lists: row by row, every problem at its cell. Rows with problems are left out. */
final class TagListReader {
  private static final List<String> COLUMNS = RecordShape.of(TagRow.class).keys();
  private static final List<String> NEEDED = List.of("tag", "group", "address", "type");

  private final Problems problems;
  private final RecordReader records;
  private final Draft draft;
  private final TagArrays arrays;
  private final Map<String, Node.Text> firstOfName = new HashMap<>();

  TagListReader(Problems problems, RecordReader records, Draft draft, TagArrays arrays) {
    this.problems = problems;
    this.records = records;
    this.draft = draft;
    this.arrays = arrays;
  }

  void read(String connection, SourceFile file) {
    List<TagLine> lines = new ArrayList<>();
    if (!otherSeparator(file)) {
      Table table = new Table(connection, lines);
      if (!new CsvTable(file, problems).rows(table::take)) {
        draft.unsure(Draft.TAGS);
      }
      if (table.header == null) {
        problems.error(
            file.whole(),
            Code.CSV_HEADER,
            "is empty; the first line names the columns, as " + String.join(",", COLUMNS));
      }
    }
    draft.addTags(connection, lines);
  }

  private boolean otherSeparator(SourceFile file) {
    int number = 1;
    while (number < file.lines().size()
        && (file.line(number).isBlank() || file.line(number).startsWith("#"))) {
      number++;
    }
    String header = file.line(number);
    for (String separator : List.of(";", "\t", "|")) {
      int first = header.indexOf(separator);
      if (first >= 0 && !header.contains(",")) {
        problems.add(
            Problem.error(
                    file.at(number, first + 1),
                    Code.CSV_SEPARATOR,
                    "columns are separated by "
                        + (separator.equals("\t") ? "tabs" : "\"" + separator + "\"")
                        + "; allowed is a comma, and a decimal point in numbers")
                .fix(header.replace(separator, ",")));
        draft.unsure(Draft.TAGS);
        return true;
      }
    }
    return false;
  }

  /** One list: its header, then its rows. */
  private final class Table {
    private final String connection;
    private final List<TagLine> lines;
    private @Nullable List<String> header;
    private boolean usable;

    Table(String connection, List<TagLine> lines) {
      this.connection = connection;
      this.lines = lines;
    }

    void take(List<Node.Text> cells) {
      List<String> columns = header;
      if (columns == null) {
        header = header(cells);
      } else if (usable) {
        row(columns, cells);
      }
    }

    private List<String> header(List<Node.Text> cells) {
      Set<String> seen = new HashSet<>();
      usable = true;
      for (Node.Text cell : cells) {
        if (!COLUMNS.contains(cell.value())) {
          usable = false;
          unknownColumn(cell);
        } else if (!seen.add(cell.value())) {
          usable = false;
          problems.error(
              cell.at(), Code.CSV_HEADER, "the column " + cell.value() + " stands twice");
        }
      }
      for (String needed : NEEDED) {
        if (usable && !seen.contains(needed)) {
          usable = false;
          problems.error(
              cells.get(0).at(), Code.CSV_HEADER, "the column " + needed + " is missing");
        }
      }
      if (!usable) {
        draft.unsure(Draft.TAGS);
      }
      return cells.stream().map(Node.Text::value).toList();
    }

    private void unknownColumn(Node.Text cell) {
      problems.add(
          Problem.error(
                  cell.at(),
                  Code.CSV_HEADER,
                  "there is no column \""
                      + cell.value()
                      + "\"; allowed: "
                      + String.join(", ", COLUMNS))
              .suggest(Closest.to(cell.value(), COLUMNS).orElse(null)));
    }

    private void row(List<String> columns, List<Node.Text> cells) {
      List<Node.Field> fields = new ArrayList<>();
      for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
        Node.Text cell = cells.get(i);
        if (!cell.value().isEmpty()) {
          fields.add(new Node.Field(cell.at(), columns.get(i), cell));
        }
      }
      Node.Section row = new Node.Section(cells.get(0).at(), fields);
      boolean unique = named(row);
      if (cells.size() != columns.size()) {
        wrongLength(columns, cells);
      } else {
        records.read(row, TagRow.class).filter(read -> unique).ifPresent(read -> line(read, row));
      }
    }

    private void wrongLength(List<String> columns, List<Node.Text> cells) {
      Node.Text place = cells.get(Math.min(columns.size(), cells.size() - 1));
      String hint =
          cells.size() > columns.size()
              ? "; a decimal comma, or a text with a comma that needs quotes?"
              : "; commas are missing";
      problems.error(
          place.at(),
          Code.CSV_ROW,
          cells.size() + " cells, the header has " + columns.size() + hint);
    }

    /** Whether the row's tag has a good name that no row before has. */
    private boolean named(Node.Section row) {
      Node.Text name = row.text("tag").orElse(null);
      if (name == null) {
        return true;
      }
      draft.defineTag(name.value());
      boolean good = Names.goodTag(name.value(), name.at(), problems);
      return firstUse(name) && good;
    }

    private boolean firstUse(Node.Text name) {
      Node.Text first = firstOfName.putIfAbsent(name.value(), name);
      if (first != null) {
        problems.error(
            name.at(),
            Code.DUPLICATE_TAG,
            "the tag " + name.value() + " is already defined in " + first.at());
      }
      return first == null;
    }

    private void line(TagRow read, Node.Section row) {
      if (read.low() != null && read.high() != null && read.low() >= read.high()) {
        problems.error(
            row.get("low").map(Node::at).orElse(row.at()),
            Code.RANGE_REVERSED,
            "low is "
                + Quantity.number(read.low())
                + " and high is "
                + Quantity.number(read.high())
                + "; low must be below high");
        return;
      }
      Tag tag = read.toTag();
      if (read.deadband() != null && !read.deadband().unit().equals(tag.unit())) {
        problems.error(
            row.get("deadband").map(Node::at).orElse(row.at()),
            Code.UNIT_MISMATCH,
            "deadband is "
                + read.deadband()
                + "; allowed is a number with the tag's unit"
                + (tag.unit().isEmpty() ? ", which is none" : ", " + tag.unit()));
      } else {
        elements(tag, read.count(), row);
      }
    }

    private void elements(Tag tag, int count, Node.Section row) {
      List<Tag> elements;
      try {
        elements = arrays.of(connection, tag, count);
      } catch (IllegalArgumentException none) {
        Position at = row.get("count").map(Node::at).orElse(row.at());
        problems.error(at, Code.BAD_ADDRESS, String.valueOf(none.getMessage()));
        return;
      }
      for (Tag element : elements) {
        if (count == 1 || unique(element, row)) {
          lines.add(new TagLine(element, row));
        }
      }
    }

    private boolean unique(Tag element, Node.Section row) {
      draft.defineTag(element.name());
      Node.Text name = row.text("tag").orElseThrow();
      return firstUse(new Node.Text(name.at(), element.name(), false));
    }
  }
}
