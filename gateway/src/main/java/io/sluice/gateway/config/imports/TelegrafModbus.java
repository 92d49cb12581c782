package io.sluice.gateway.config.imports;

import io.sluice.connectors.DataType;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Telegraf's inputs.modbus in both of its styles, by register and by request. Its addresses are
 * those of the wire, from 0; ours are references, from 40001. In the style by register FLOAT32 is
 * an old name of UFIXED and means an unsigned integer; the IEEE numbers are FLOAT32-IEEE there.
 */
final class TelegrafModbus {
  private static final Map<String, Character> TABLES =
      Map.of(
          "coils", '0',
          "coil", '0',
          "discrete_inputs", '1',
          "discrete", '1',
          "input_registers", '3',
          "input", '3',
          "holding_registers", '4',
          "holding", '4');
  private static final List<String> STYLE_BY_REGISTER =
      List.of("discrete_inputs", "coils", "input_registers", "holding_registers");
  private static final int LAST = 65_534;

  private final SourceFile file;
  private final Harvest into;
  private final TagNames names;
  private @Nullable String unit;

  /** Telegraf's orders by ours; the eight letters are of its older configurations. */
  private static final Map<String, String> ORDERS =
      Map.ofEntries(
          Map.entry("", ""),
          Map.entry("AB", ""),
          Map.entry("ABCD", ""),
          Map.entry("ABCDEFGH", ""),
          Map.entry("BA", "#BADC"),
          Map.entry("DCBA", "#DCBA"),
          Map.entry("HGFEDCBA", "#DCBA"),
          Map.entry("BADC", "#BADC"),
          Map.entry("BADCFEHG", "#BADC"),
          Map.entry("CDAB", "#CDAB"),
          Map.entry("GHEFCDAB", "#CDAB"));

  TelegrafModbus(SourceFile file, Harvest into, TagNames names) {
    this.file = file;
    this.into = into;
    this.names = names;
  }

  void plugin(Node.Section plugin, Duration rate) {
    String device = TelegrafToml.text(plugin, "name");
    for (String key : STYLE_BY_REGISTER) {
      Place place = new Place(device, TABLES.getOrDefault(key, '4'), rate, plugin);
      TelegrafToml.sections(plugin, key).forEach(field -> byRegister(field, place));
    }
    for (Node.Section request : TelegrafToml.sections(plugin, "request")) {
      request(request, device, rate);
    }
  }

  /**
   * What is true of all fields of one table or request.
   *
   * @param folder where a field without measurement belongs
   * @param table first digit of the reference
   * @param device whose slave_id counts
   */
  private record Place(String folder, char table, Duration rate, Node.Section device) {
    boolean bits() {
      return table < '3';
    }
  }

  private void request(Node.Section request, String device, Duration rate) {
    String register = TelegrafToml.text(request, "register");
    Character table = TABLES.get(register.isEmpty() ? "holding" : register);
    if (table == null) {
      into.unreadable(
          TelegrafToml.at(request, "register"),
          Code.UNKNOWN_CHOICE,
          "register is \"" + register + "\", allowed is coil, discrete, input or holding");
      return;
    }
    String measurement = TelegrafToml.text(request, "measurement");
    Place place = new Place(measurement.isEmpty() ? device : measurement, table, rate, request);
    String order = TelegrafToml.text(request, "byte_order");
    for (Node.Section field : TelegrafToml.sections(request, "fields")) {
      if (!TelegrafToml.text(field, "omit").equals("true")) {
        byRequest(field, place, order);
      }
    }
  }

  private void byRegister(Node.Section field, Place place) {
    Harvest.Row row = begin(field, place);
    if (row == null) {
      return;
    }
    List<Integer> addresses = addresses(field, row);
    if (!addresses.isEmpty()) {
      reference(row, field, place, addresses.get(0), TelegrafToml.text(field, "byte_order"));
      if (place.bits()) {
        row.put("type", field.at(), DataType.BOOL.name());
      } else {
        fixedType(field, row, addresses.size());
      }
    }
    scale(field, row);
    row.done();
  }

  private void byRequest(Node.Section field, Place place, String order) {
    Harvest.Row row = begin(field, place);
    if (row == null) {
      return;
    }
    String address = TelegrafToml.text(field, "address");
    if (address.matches("[0-9]{1,5}") && Integer.parseInt(address) <= LAST) {
      reference(row, field, place, Integer.parseInt(address), order);
    } else {
      noAddress(field, row, address);
    }
    String type = TelegrafToml.text(field, "type");
    if (place.bits()) {
      row.put("type", field.at(), DataType.BOOL.name());
    } else {
      type(field, row, "type", type);
    }
    scale(field, row);
    row.done();
  }

  private Harvest.@Nullable Row begin(Node.Section field, Place place) {
    if (!into.room(field.at())) {
      return null;
    }
    String name = TelegrafToml.text(field, "name");
    Harvest.Row row = into.row(field.at(), name);
    row.rate(place.rate());
    if (name.isEmpty()) {
      row.wrong(field.at(), Code.MISSING_KEY, "a field has no name");
    } else {
      String measurement = TelegrafToml.text(field, "measurement");
      String folder = measurement.isEmpty() ? place.folder() : measurement;
      List<String> path = folder.isEmpty() ? List.of(name) : List.of(folder, name);
      row.put("tag", TelegrafToml.at(field, "name"), names.of(path));
    }
    sameUnit(row, place.device());
    return row;
  }

  /**
   * The unit id is the connection's, or stands before the address. Where a protocol cannot say it a
   * file of several devices needs several connections.
   */
  private void sameUnit(Harvest.Row row, Node.Section device) {
    String asked = TelegrafToml.text(device, "slave_id");
    String before = unit;
    if (before == null) {
      unit = asked;
    } else if (!before.equals(asked) && !into.target().ours()) {
      row.unsupported(
          TelegrafToml.at(device, "slave_id"),
          "slave_id is "
              + asked
              + " and was "
              + before
              + "; each device is a connection of its own, import them one by one");
    }
  }

  private static List<Integer> addresses(Node.Section field, Harvest.Row row) {
    Node written = field.get("address").orElse(null);
    List<Integer> found =
        written instanceof Node.Items items
            ? items.nodes().stream()
                .filter(Node.Text.class::isInstance)
                .map(node -> ((Node.Text) node).value())
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .toList()
            : List.of();
    boolean inside = !found.isEmpty() && found.get(0) <= LAST;
    boolean run =
        IntStream.range(1, found.size()).allMatch(i -> found.get(i) == found.get(i - 1) + 1);
    if (inside && run && List.of(1, 2, 4).contains(found.size())) {
      return found;
    }
    row.wrong(
        TelegrafToml.at(field, "address"),
        Code.BAD_ADDRESS,
        "address is " + found + ", allowed are 1, 2 or 4 registers in a row, each 0 to " + LAST);
    return List.of();
  }

  private static void noAddress(Node.Section field, Harvest.Row row, String address) {
    row.wrong(
        TelegrafToml.at(field, "address"),
        address.isEmpty() ? Code.MISSING_KEY : Code.BAD_ADDRESS,
        "address is \"" + address + "\", allowed is 0 to " + LAST);
  }

  private void reference(
      Harvest.Row row, Node.Section field, Place place, int wire, String written) {
    String asked = TelegrafToml.text(place.device(), "slave_id");
    String device = asked.equals(unit) ? "" : asked + "!";
    String reference =
        String.format(Locale.ROOT, wire < 9_999 ? "%c%04d" : "%c%05d", place.table(), wire + 1);
    String order = place.bits() ? "" : order(field, row, written);
    row.put("address", TelegrafToml.at(field, "address"), device + reference + order);
  }

  /** FIXED and UFIXED are integers as wide as their registers. */
  private void fixedType(Node.Section field, Harvest.Row row, int words) {
    String written = TelegrafToml.text(field, "data_type").toUpperCase(Locale.ROOT);
    boolean unsigned = written.equals("UFIXED") || written.equals("FLOAT32");
    if (unsigned || written.equals("FIXED")) {
      row.put(
          "type", TelegrafToml.at(field, "data_type"), (unsigned ? "UINT" : "INT") + 16 * words);
      if (written.equals("FLOAT32")) {
        into.note(
            file,
            "data_type FLOAT32 means an unsigned integer in Telegraf's configuration by register"
                + " (UFIXED) and is taken as such; FLOAT32-IEEE would be a floating-point number");
      }
      return;
    }
    int before = 16 * words;
    String plain = written.replace("-IEEE", "");
    type(field, row, "data_type", plain);
    if (plain.matches(".*[0-9]") && !plain.endsWith(String.valueOf(before))) {
      row.wrong(
          TelegrafToml.at(field, "address"),
          Code.CONTRADICTION,
          "data_type "
              + written
              + " does not fit "
              + words
              + (words == 1 ? " register" : " registers"));
    }
  }

  private static void type(Node.Section field, Harvest.Row row, String key, String written) {
    String plain = written.toUpperCase(Locale.ROOT);
    boolean known =
        List.of("INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64", "FLOAT32", "FLOAT64")
            .contains(plain);
    if (known) {
      row.put("type", TelegrafToml.at(field, key), plain);
    } else if (plain.isEmpty()) {
      row.wrong(field.at(), Code.MISSING_KEY, "a field has no " + key);
    } else {
      row.unsupported(
          TelegrafToml.at(field, key),
          key + " is \"" + written + "\"; a tag list has INT16 to UINT64, FLOAT32 and FLOAT64");
    }
  }

  /** What stands behind the address for a byte order; nothing for the usual one. */
  private String order(Node.Section field, Harvest.Row row, String written) {
    String order = ORDERS.get(written.toUpperCase(Locale.ROOT));
    if (order == null || (!order.isEmpty() && !into.target().ours())) {
      row.unsupported(
          TelegrafToml.at(field, "byte_order"),
          "byte_order is \""
              + written
              + (order == null
                  ? "\", allowed are AB, ABCD, BA, DCBA, BADC and CDAB"
                  : "\"; kind plc4x reads ABCD only, kind modbus reads all"));
      return "";
    }
    return order;
  }

  private static void scale(Node.Section field, Harvest.Row row) {
    String written = TelegrafToml.text(field, "scale");
    if (written.isEmpty()) {
      return;
    }
    OptionalDouble scale = ForeignNumber.parse(written, ForeignNumber.Decimal.POINT);
    if (scale.isPresent() && scale.getAsDouble() != 0) {
      String factor = ForeignNumber.text(scale.getAsDouble());
      row.put("scale", TelegrafToml.at(field, "scale"), factor.equals("1") ? "" : factor);
    } else {
      row.wrong(
          TelegrafToml.at(field, "scale"),
          Code.NOT_A_NUMBER,
          "scale is \"" + written + "\", allowed is a number but 0");
    }
  }
}
