package io.sluice.connectors.modbus;

import io.sluice.connectors.DataType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a Modbus unit's tables, as a tag list names it: {@code [unit!]40001[.bit or
 * length][#order]}.
 *
 * @param unit which unit behind the address, null for the connection's
 * @param offset place on the wire, 0 to 65,535
 * @param part bit of a register or length of a text, null where not given
 * @param order of words and bytes, null for the connection's
 */
record ModbusAddress(
    @Nullable Integer unit,
    Table table,
    int offset,
    @Nullable Integer part,
    @Nullable WordOrder order) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "((?<unit>[0-9]{1,3})!)?"
              + "((?<digit>[0134])([xX](?<x>[0-9]{1,5})|(?<number>[0-9]{4,5}))"
              + "|(?<word>coil|discrete|input|holding):(?<zero>[0-9]{1,5}))"
              + "(\\.(?<part>[0-9]{1,3}))?"
              + "(#(?<order>[A-Da-d]{4}))?");
  private static final Pattern BARE = Pattern.compile("[0-9]{1,3}");

  static final String ALLOWED =
      "allowed is a Modbus reference, counted from 1 as 40001, 400001 or 4x00001 or from 0 as"
          + " holding:0 (3… input, 1… discrete, 0… coil), with 7! before it for unit 7, .3 after it"
          + " for bit 3 or a text of 3 characters, #CDAB for the order of words and bytes";

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static ModbusAddress parse(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      throw new IllegalArgumentException("address is \"" + text + "\", " + ALLOWED);
    }
    Integer unit = number(shape.group("unit"));
    if (unit != null && unit > 255) {
      throw new IllegalArgumentException("address is \"" + text + "\", units go from 0 to 255");
    }
    return new ModbusAddress(
        unit, table(shape), offset(text, shape), number(shape.group("part")), order(text, shape));
  }

  /**
   * The address of an element of an array that begins here: the next register, bit, or bit of a
   * register, further on.
   *
   * @param width registers or bits that one element takes
   */
  String element(DataType type, int width, int index) {
    boolean bitOfWord = type == DataType.BOOL && !table.bits();
    int bits = (part == null ? 0 : part) + index;
    int at = offset + (bitOfWord ? bits / 16 : width * index);
    if (at >= Table.SIZE) {
      throw new IllegalArgumentException(
          "element " + index + " from " + bothForms() + " on lies behind the last register");
    }
    String tail = bitOfWord ? "." + bits % 16 : part == null ? "" : "." + part;
    return (unit == null ? "" : unit + "!")
        + table.reference(at)
        + tail
        + (order == null ? "" : "#" + order);
  }

  /** The place in both ways that manuals count: {@code 40001 (holding:0)}. */
  String bothForms() {
    return table.bothForms(offset);
  }

  /** What the user may have meant, or empty. */
  static String suggestion(String text) {
    return BARE.matcher(text).matches() && Integer.parseInt(text) > 0
        ? String.format(Locale.ROOT, "4%04d", Integer.parseInt(text))
        : "";
  }

  private static Table table(Matcher shape) {
    String word = shape.group("word");
    return word == null ? Table.of(shape.group("digit").charAt(0)) : Table.of(word);
  }

  private static int offset(String text, Matcher shape) {
    Integer zero = number(shape.group("zero"));
    if (zero != null) {
      if (zero >= Table.SIZE) {
        throw new IllegalArgumentException(
            "address is \"" + text + "\", counted from 0 they go from 0 to " + (Table.SIZE - 1));
      }
      return zero;
    }
    Integer x = number(shape.group("x"));
    Integer number = x == null ? number(shape.group("number")) : x;
    if (number == null || number < 1 || number > Table.SIZE) {
      throw new IllegalArgumentException(
          "address is \"" + text + "\", counted from 1 they go from 1 to " + Table.SIZE);
    }
    return number - 1;
  }

  private static @Nullable WordOrder order(String text, Matcher shape) {
    String order = shape.group("order");
    if (order == null) {
      return null;
    }
    for (WordOrder known : WordOrder.values()) {
      if (known.name().equalsIgnoreCase(order)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "address is \"" + text + "\", orders are #ABCD, #CDAB, #BADC and #DCBA");
  }

  private static @Nullable Integer number(@Nullable String digits) {
    return digits == null ? null : Integer.valueOf(digits);
  }
}
