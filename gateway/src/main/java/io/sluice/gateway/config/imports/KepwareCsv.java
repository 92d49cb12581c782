package io.sluice.gateway.config.imports;

import io.sluice.connectors.DataType;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kepware's CSV of a device or tag group (KEPServerEX help, CSV import and export). Its tag names
 * have points between groups. The word order of 32-bit values is a setting of the device there and
 * not in the file.
 */
final class KepwareCsv implements TagSource {
  private static final List<String> NEEDED = List.of("Tag Name", "Address", "Data Type");
  private static final Set<DataType> SEVERAL_WORDS =
      EnumSet.of(
          DataType.INT32,
          DataType.UINT32,
          DataType.INT64,
          DataType.UINT64,
          DataType.FLOAT32,
          DataType.FLOAT64);
  private static final Map<String, String> UNSUPPORTED = unsupported();
  private static final Pattern ARRAY =
      Pattern.compile(
          "(?<reference>[0134][0-9]{4,5})\\[(?<first>[0-9]{1,4})\\](\\[(?<second>[0-9]{1,4})\\])?");

  @Override
  public void read(SourceFile file, Harvest into) {
    Sheet sheet = Sheet.read(file, into).orElse(null);
    if (sheet == null) {
      return;
    }
    List<String> missing = NEEDED.stream().filter(name -> !sheet.has(name)).toList();
    if (!missing.isEmpty()) {
      into.unreadable(
          sheet.header().get(0).at(),
          Code.IMPORT_SHAPE,
          "there is no column "
              + String.join(", ", missing)
              + "; a Kepware export begins with Tag Name,Address,Data Type");
      return;
    }
    new Table(sheet, into).read();
  }

  /** One export. */
  private static final class Table {
    private final Sheet sheet;
    private final Harvest into;
    private final TagNames names = new TagNames();
    private int writable;

    Table(Sheet sheet, Harvest into) {
      this.sheet = sheet;
      this.into = into;
    }

    void read() {
      for (Sheet.Line line : sheet.lines()) {
        if (!into.room(line.at())) {
          return;
        }
        row(line);
      }
      if (writable > 0) {
        into.note(
            sheet.file(),
            writable
                + (writable == 1 ? " tag is" : " tags are")
                + " R/W there; access stays read, set write for those that a setpoint writes");
      }
    }

    private void row(Sheet.Line line) {
      String name = line.text("Tag Name");
      Harvest.Row row = into.row(line.at(), name);
      if (line.size() < NEEDED.size() || line.size() > sheet.header().size()) {
        row.wrong(
            line.end(),
            Code.CSV_ROW,
            line.size() + " cells, the header has " + sheet.header().size());
      } else if (name.isEmpty()) {
        row.wrong(line.at("Tag Name"), Code.MISSING_VALUE, "Tag Name is empty");
      } else {
        cells(line, row, name);
      }
      row.done();
    }

    private void cells(Sheet.Line line, Harvest.Row row, String name) {
      row.put("tag", line.at("Tag Name"), names.of(List.of(name.split("\\.", -1))));
      address(line, row);
      type(line, row);
      row.put("unit", line.at("Eng Units"), unit(line));
      row.put("description", line.at("Description"), line.text("Description"));
      scanRate(line, row);
      scaling(line, row);
      String access = line.text("Client Access").toUpperCase(Locale.ROOT);
      if (access.contains("W")) {
        writable++;
      }
    }

    private String unit(Sheet.Line line) {
      String unit = line.text("Eng Units");
      return unit.isEmpty() ? line.text("Eng. Units") : unit;
    }

    private void address(Sheet.Line line, Harvest.Row row) {
      String address = line.text("Address");
      if (address.isEmpty()) {
        row.wrong(line.at("Address"), Code.MISSING_VALUE, "Address is empty");
      } else if (into.target().modbus() && ARRAY.matcher(address).matches()) {
        array(line, row, address);
      } else if (address.matches("[0134][0-9]{4,5}\\.[0-9]{1,2}") && !into.target().ours()) {
        row.unsupported(
            line.at("Address"),
            "Address is \""
                + address
                + "\", a bit of a register; kind plc4x reads the register as UINT16, kind modbus"
                + " reads the bit");
      } else {
        row.put("address", line.at("Address"), address);
      }
    }

    /** As {@code 400001[8]} or {@code 400001[4][2]}, with an array's type. */
    private void array(Sheet.Line line, Harvest.Row row, String address) {
      Matcher shape = ARRAY.matcher(address);
      int rows = shape.matches() ? Integer.parseInt(shape.group("first")) : 1;
      String second = shape.group("second");
      row.put("address", line.at("Address"), shape.group("reference"));
      int count = rows * (second == null ? 1 : Integer.parseInt(second));
      row.put("count", line.at("Address"), Integer.toString(count));
    }

    private void type(Sheet.Line line, Harvest.Row row) {
      String written = line.text("Data Type");
      boolean array = !row.cell("count").isEmpty();
      Optional<DataType> type =
          ForeignTypes.KEPWARE.of(array ? written.replaceAll("(?i) array$", "") : written);
      type.ifPresentOrElse(
          known -> row.put("type", line.at("Data Type"), known.name()),
          () -> row.unsupported(line.at("Data Type"), "Data Type is " + why(written)));
      if (into.target().modbus() && type.filter(SEVERAL_WORDS::contains).isPresent()) {
        into.note(
            sheet.file(),
            "values of 32 and 64 bits: Kepware's device settings say First Word Low or not, the"
                + " file does not; "
                + (into.target().ours()
                    ? "word-order of the connection says it here"
                    : "this connection reads the high word first")
                + ". Compare one with sluice tags try");
      }
    }

    private static String why(String written) {
      String reason = UNSUPPORTED.get(written.toLowerCase(Locale.ROOT));
      String said = "\"" + written + "\"";
      return reason == null
          ? said + ", known are " + ForeignTypes.KEPWARE.names()
          : said + ": " + reason;
    }

    private void scanRate(Sheet.Line line, Harvest.Row row) {
      String written = line.text("Scan Rate");
      if (written.isEmpty()) {
        return;
      }
      OptionalDouble millis = ForeignNumber.parse(written, sheet.decimal());
      if (millis.isPresent() && millis.getAsDouble() >= 1 && millis.getAsDouble() < 1e9) {
        row.rate(Duration.ofMillis((long) millis.getAsDouble()));
      } else {
        row.wrong(
            line.at("Scan Rate"),
            Code.NOT_A_NUMBER,
            "Scan Rate is \"" + written + "\", allowed is a number of milliseconds");
      }
    }

    private void scaling(Sheet.Line line, Harvest.Row row) {
      String scaling = line.text("Scaling");
      boolean negated = line.text("Negate Value").equals("1");
      if (scaling.isEmpty() || scaling.equalsIgnoreCase("None")) {
        if (negated) {
          row.put("scale", line.at("Negate Value"), "-1");
        }
        return;
      }
      if (!scaling.equalsIgnoreCase("Linear")) {
        row.unsupported(
            line.at("Scaling"),
            "Scaling is \"" + scaling + "\"; a tag list has a straight line only");
        return;
      }
      List<Double> ends = new ArrayList<>();
      for (String column : List.of("Raw Low", "Raw High", "Scaled Low", "Scaled High")) {
        number(line, row, column, ends);
      }
      if (ends.size() == 4) {
        double sign = negated ? -1 : 1;
        try {
          new LinearScale(ends.get(0), ends.get(1), sign * ends.get(2), sign * ends.get(3))
              .into(row, line.at("Scaling"));
        } catch (IllegalArgumentException noLine) {
          row.wrong(line.at("Raw Low"), Code.CONTRADICTION, String.valueOf(noLine.getMessage()));
        }
      }
    }

    private void number(Sheet.Line line, Harvest.Row row, String column, List<Double> into) {
      OptionalDouble value = ForeignNumber.parse(line.text(column), sheet.decimal());
      if (value.isPresent()) {
        into.add(value.getAsDouble());
      } else {
        row.wrong(
            line.at(column),
            Code.NOT_A_NUMBER,
            column + " is \"" + line.text(column) + "\", allowed is a number");
      }
    }
  }

  private static Map<String, String> unsupported() {
    Map<String, String> reasons = new TreeMap<>();
    String bcd = "no connection reads BCD; give it a number type in the PLC";
    reasons.put("bcd", bcd);
    reasons.put("lbcd", bcd);
    reasons.put("date", "a tag holds a number, a bit or a text");
    reasons.put(
        "default", "the driver decides it there; give the type in Kepware and export again");
    reasons.put("char", "8 bits are no type of a tag list");
    reasons.put("byte", "8 bits are no type of a tag list");
    for (String element : List.of("boolean", "short", "word", "long", "dword", "float", "double")) {
      reasons.put(element + " array", "an array's type, and Address has no [length]");
    }
    return reasons;
  }
}
