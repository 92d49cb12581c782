package io.sluice.gateway.config.imports;

import io.sluice.connectors.DataType;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.SourceFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table from a spreadsheet: our columns in any order, or what people call them in English and
 * German; semicolons and decimal commas are taken and converted.
 */
final class PlainCsv implements TagSource {
  private static final Map<String, List<String>> CALLED = called();
  private static final Map<String, String> COLUMN = columns();
  private static final Set<String> NUMBERS = Set.of("low", "high", "scale", "offset");

  @Override
  public void read(SourceFile file, Harvest into) {
    Sheet.read(file, into).ifPresent(sheet -> read(sheet, into));
  }

  private static void read(Sheet sheet, Harvest into) {
    Map<String, String> headers = headers(sheet, into);
    if (into.isUnreadable()) {
      return;
    }
    int writable = 0;
    for (Sheet.Line line : sheet.lines()) {
      if (!into.room(line.at())) {
        return;
      }
      writable += new TableRow(sheet, line, headers, into).read() ? 1 : 0;
    }
    if (writable > 0) {
      into.note(
          sheet.file(),
          writable
              + (writable == 1 ? " tag is" : " tags are")
              + " writable there; access stays read, set write for those that a setpoint writes");
    }
  }

  /** Our column for each header of the table. */
  private static Map<String, String> headers(Sheet sheet, Harvest into) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Node.Text cell : sheet.header()) {
      String column = COLUMN.get(Sheet.key(cell.value()));
      if (column == null) {
        into.unreadable(unknown(cell));
      } else if (headers.containsKey(column)) {
        into.unreadable(
            cell.at(),
            Code.CSV_HEADER,
            "\""
                + cell.value()
                + "\" and \""
                + headers.get(column)
                + "\" both are the column "
                + column);
      } else {
        headers.put(column, cell.value());
      }
    }
    for (String needed : List.of("tag", "address", "type")) {
      if (!into.isUnreadable() && !headers.containsKey(needed)) {
        into.unreadable(
            sheet.header().get(0).at(),
            Code.CSV_HEADER,
            "there is no column "
                + needed
                + "; it may be called "
                + String.join(", ", CALLED.getOrDefault(needed, List.of())));
      }
    }
    return headers;
  }

  private static Problem unknown(Node.Text cell) {
    return Problem.error(
            cell.at(),
            Code.CSV_HEADER,
            "there is no column \""
                + cell.value()
                + "\"; known: "
                + String.join(", ", CALLED.keySet())
                + "; delete the column or rename it")
        .suggest(
            Closest.to(cell.value(), CALLED.keySet())
                .or(() -> Closest.to(cell.value(), everyName()))
                .orElse(null));
  }

  private static Set<String> everyName() {
    Set<String> names = new TreeSet<>(CALLED.keySet());
    CALLED.values().forEach(names::addAll);
    return names;
  }

  /** One row. */
  private static final class TableRow {
    private final Sheet sheet;
    private final Sheet.Line line;
    private final Map<String, String> headers;
    private final Harvest.Row row;

    TableRow(Sheet sheet, Sheet.Line line, Map<String, String> headers, Harvest into) {
      this.sheet = sheet;
      this.line = line;
      this.headers = headers;
      this.row = into.row(line.at(), text("tag"));
    }

    /** Reads it; true where the tag was writable there. */
    boolean read() {
      boolean writable = false;
      if (line.size() != sheet.header().size()) {
        row.wrong(
            line.end(),
            Code.CSV_ROW,
            line.size() + " cells, the header has " + sheet.header().size() + hint());
      } else {
        for (String needed : List.of("tag", "address", "type")) {
          if (text(needed).isEmpty()) {
            row.wrong(
                line.at(headers.getOrDefault(needed, "")),
                Code.MISSING_VALUE,
                needed + " is empty");
          }
        }
        headers.keySet().forEach(this::cell);
        writable = writable();
      }
      row.done();
      return writable;
    }

    private String hint() {
      return line.size() > sheet.header().size()
          ? "; a decimal comma, or a text with a comma that needs quotes?"
          : "";
    }

    private String text(String column) {
      String header = headers.get(column);
      return header == null ? "" : line.text(header);
    }

    private void cell(String column) {
      String text = text(column);
      if (text.isEmpty()) {
        return;
      }
      if (NUMBERS.contains(column)) {
        number(column, text);
      } else if (column.equals("type")) {
        type(text);
      } else if (column.equals("deadband")) {
        deadband(text);
      } else if (column.equals("class")) {
        put(column, text.toLowerCase(Locale.ROOT));
      } else if (!column.equals("access")) {
        put(column, text);
      }
    }

    private void put(String column, String value) {
      row.put(column, line.at(headers.getOrDefault(column, "")), value);
    }

    private void wrong(String column, Code code, String message) {
      row.wrong(line.at(headers.getOrDefault(column, "")), code, message);
    }

    private void number(String column, String text) {
      OptionalDouble value = ForeignNumber.parse(text, sheet.decimal());
      if (value.isPresent()) {
        put(column, ForeignNumber.text(value.getAsDouble()));
      } else {
        wrong(
            column,
            Code.NOT_A_NUMBER,
            headers.get(column) + " is \"" + text + "\", allowed is a number");
      }
    }

    private void type(String text) {
      Optional<DataType> type = ForeignTypes.TABLE.of(text);
      if (type.isPresent()) {
        put("type", type.get().name());
      } else {
        wrong(
            "type",
            Code.UNKNOWN_CHOICE,
            headers.get("type") + " is \"" + text + "\", known are " + ForeignTypes.TABLE.names());
      }
    }

    /** A bare number is in the tag's unit. */
    private void deadband(String text) {
      String number = text.replaceFirst("[^0-9]*$", "");
      OptionalDouble value = ForeignNumber.parse(number, sheet.decimal());
      String rest = text.substring(number.length()).strip();
      if (value.isPresent()) {
        String unit = rest.isEmpty() ? text("unit") : rest;
        put("deadband", (ForeignNumber.text(value.getAsDouble()) + " " + unit).strip());
      } else {
        wrong(
            "deadband",
            Code.NOT_A_NUMBER,
            headers.get("deadband") + " is \"" + text + "\", allowed is a number with its unit");
      }
    }

    private boolean writable() {
      String access = text("access").toLowerCase(Locale.ROOT);
      return access.contains("w") || access.contains("schreib");
    }
  }

  private static Map<String, List<String>> called() {
    Map<String, List<String>> called = new LinkedHashMap<>();
    called.put(
        "tag", List.of("name", "tag name", "variable", "signal", "point", "symbol", "bezeichnung"));
    called.put("group", List.of("scan group", "scan class", "gruppe"));
    called.put("address", List.of("addr", "register", "node", "node id", "item", "adresse"));
    called.put("type", List.of("data type", "datatype", "format", "typ", "datentyp"));
    called.put("unit", List.of("units", "eng units", "engineering unit", "eu", "einheit"));
    called.put(
        "low", List.of("min", "minimum", "low limit", "range low", "eng low", "untergrenze"));
    called.put(
        "high", List.of("max", "maximum", "high limit", "range high", "eng high", "obergrenze"));
    called.put("scale", List.of("factor", "multiplier", "gain", "scaling", "faktor", "skalierung"));
    called.put("offset", List.of("bias", "zero", "versatz"));
    called.put("count", List.of("elements", "length", "anzahl"));
    called.put("deadband", List.of("hysteresis", "totband", "hysterese"));
    called.put("access", List.of("client access", "rw", "r/w", "zugriff"));
    called.put("class", List.of("klasse"));
    called.put("description", List.of("comment", "remark", "note", "beschreibung", "kommentar"));
    return called;
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new HashMap<>();
    CALLED.forEach(
        (column, names) -> {
          columns.put(Sheet.key(column), column);
          names.forEach(name -> columns.put(Sheet.key(name), column));
        });
    return columns;
  }
}
