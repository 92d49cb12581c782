package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a Modbus device's tables.
 *
 * @param area which table
 * @param offset place on the wire, from 0
 */
record ModbusAddress(Area area, int offset) {
  /** The last one PLC4X lets us ask for; Modbus itself knows one more. */
  static final int LAST_NUMBER = 65_535;

  private static final Pattern DIGITS = Pattern.compile("(?<area>[0134])(?<number>[0-9]{4,5})");
  private static final Pattern WITH_X = Pattern.compile("(?<area>[0134])[xX](?<number>[0-9]{1,5})");
  private static final Pattern BARE = Pattern.compile("[0-9]{1,3}");

  /** Tables of the data model (Modbus Application Protocol V1.1b3, 4.3). */
  enum Area {
    COIL('0', "coil", true),
    DISCRETE_INPUT('1', "discrete-input", true),
    INPUT_REGISTER('3', "input-register", false),
    HOLDING_REGISTER('4', "holding-register", false);

    private final char digit;
    private final String driverName;
    private final boolean bits;

    Area(char digit, String driverName, boolean bits) {
      this.digit = digit;
      this.driverName = driverName;
      this.bits = bits;
    }

    boolean bits() {
      return bits;
    }

    boolean writable() {
      return this == COIL || this == HOLDING_REGISTER;
    }

    private static Area of(char digit) {
      for (Area area : values()) {
        if (area.digit == digit) {
          return area;
        }
      }
      throw new IllegalArgumentException("no table " + digit);
    }
  }

  /**
   * Reads a Modbus reference: {@code 40001}, {@code 400001} or {@code 4x00001}.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static ModbusAddress parse(String text) {
    Matcher matcher = DIGITS.matcher(text.strip());
    if (!matcher.matches()) {
      matcher = WITH_X.matcher(text.strip());
    }
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "address is \""
              + text
              + "\", allowed is a Modbus reference: 40001 or 400001 or 4x00001 for holding"
              + " registers, 3… for input registers, 1… for discrete inputs, 0… for coils");
    }
    int number = Integer.parseInt(matcher.group("number"));
    if (number < 1 || number > LAST_NUMBER) {
      throw new IllegalArgumentException(
          "address is \"" + text + "\", numbers go from 1 to " + LAST_NUMBER);
    }
    return new ModbusAddress(Area.of(matcher.group("area").charAt(0)), number - 1);
  }

  /** The reference of a place as it is usually written: {@code 40001}, or {@code 410000}. */
  static String reference(Area area, int offset) {
    return String.format(Locale.ROOT, offset < 9_999 ? "%c%04d" : "%c%05d", area.digit, offset + 1);
  }

  /** What the user may have meant, or empty. */
  static String suggestion(String text) {
    return BARE.matcher(text).matches() && Integer.parseInt(text) > 0
        ? String.format(Locale.ROOT, "4%04d", Integer.parseInt(text))
        : "";
  }

  /** Registers, or bits, that a value of the type takes from here on. */
  static int width(DataType type) {
    return switch (type) {
      case BOOL, INT16, UINT16 -> 1;
      case INT32, UINT32, FLOAT32 -> 2;
      case INT64, UINT64, FLOAT64 -> 4;
      case STRING -> throw new IllegalArgumentException("a text has no fixed width");
    };
  }

  /** PLC4X's text for a place of this table; its numbers start at 1. */
  String forDriver(String type) {
    return area.driverName + ":" + (offset + 1) + ":" + type;
  }
}
