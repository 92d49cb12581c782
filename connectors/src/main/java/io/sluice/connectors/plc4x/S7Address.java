package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a PLC's memory, as Siemens writes it: {@code DB1.DBX20.1}, {@code DB1.DBD28}, {@code
 * MW12}, {@code I0.0}, {@code QD4}.
 *
 * @param area which memory
 * @param block number of the data block, 0 in other areas
 * @param size how much the address itself names
 * @param start first byte
 * @param extra bit within the byte for {@link Size#BIT}, characters of a text for {@link
 *     Size#BYTE}, else empty
 */
record S7Address(Area area, int block, Size size, int start, OptionalInt extra) {
  static final int LAST_BYTE = 65_535;
  static final int LAST_BLOCK = 65_535;
  static final int LONGEST_TEXT = 254;

  static final String ALLOWED =
      "allowed is DB1.DBX20.1, DB1.DBB5, DB1.DBW22 or DB1.DBD28 in data blocks, and M12.0, MB5,"
          + " MW12 or MD4 in flags, so too I… for inputs and Q… for outputs; a text is"
          + " DB1.DBB100.20 with its 20 characters";

  private static final Pattern DATA_BLOCK =
      Pattern.compile(
          "%?DB(?<block>[0-9]{1,5})\\.DB(?<size>[XBWD])(?<start>[0-9]{1,6})(?<tail>\\.[0-9]{1,3})?");
  private static final Pattern IMAGE =
      Pattern.compile(
          "%?(?<area>[MIQEA])(?<size>[XBWD]?)(?<start>[0-9]{1,6})(?<tail>\\.[0-9]{1,3})?");
  private static final Pattern NEARLY =
      Pattern.compile(
          "%?DB(?<block>[0-9]{1,5})[.,: ]*(?:DB)?[A-Z]*(?<start>[0-9]{1,6})(?:\\.(?<bit>[0-7]))?.*");

  /** Memory areas; E and A are the German letters of I and Q. */
  enum Area {
    DATA_BLOCK,
    FLAGS,
    INPUTS,
    OUTPUTS;

    boolean writable() {
      return this != INPUTS;
    }

    private static Area of(char letter) {
      return switch (letter) {
        case 'M' -> FLAGS;
        case 'I', 'E' -> INPUTS;
        default -> OUTPUTS;
      };
    }

    private String letter() {
      return switch (this) {
        case DATA_BLOCK -> "DB";
        case FLAGS -> "M";
        case INPUTS -> "I";
        case OUTPUTS -> "Q";
      };
    }
  }

  /** What the address names by its letter. */
  enum Size {
    BIT('X', 1),
    BYTE('B', 1),
    WORD('W', 2),
    DOUBLE_WORD('D', 4);

    private final char letter;
    private final int bytes;

    Size(char letter, int bytes) {
      this.letter = letter;
      this.bytes = bytes;
    }

    private static Size of(String letter) {
      for (Size size : values()) {
        if (letter.equals(String.valueOf(size.letter))) {
          return size;
        }
      }
      return BIT;
    }

    /** The letter under which a value of the type stands. */
    static Size of(DataType type) {
      return switch (type) {
        case BOOL -> BIT;
        case INT16, UINT16 -> WORD;
        case INT32, UINT32, FLOAT32 -> DOUBLE_WORD;
        case INT64, UINT64, FLOAT64, STRING -> BYTE;
      };
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static S7Address parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    Matcher block = DATA_BLOCK.matcher(upper);
    if (block.matches()) {
      int number = Integer.parseInt(block.group("block"));
      return checked(text, Area.DATA_BLOCK, number, block);
    }
    Matcher image = IMAGE.matcher(upper);
    if (image.matches()) {
      return checked(text, Area.of(image.group("area").charAt(0)), 0, image);
    }
    throw wrong(text, ALLOWED);
  }

  private static S7Address checked(String text, Area area, int block, Matcher read) {
    Size size = Size.of(read.group("size"));
    int start = Integer.parseInt(read.group("start"));
    String tail = read.group("tail");
    OptionalInt extra =
        tail == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(tail.substring(1)));
    if (area == Area.DATA_BLOCK && (block < 1 || block > LAST_BLOCK)) {
      throw wrong(text, "data blocks go from DB1 to DB" + LAST_BLOCK);
    }
    if (start > LAST_BYTE) {
      throw wrong(text, "bytes go from 0 to " + LAST_BYTE);
    }
    if (size == Size.BIT && (extra.isEmpty() || extra.getAsInt() > 7)) {
      throw wrong(text, "a bit is written with its number 0 to 7, as DB1.DBX20.1 or M12.0");
    }
    boolean text20 = size == Size.BYTE && extra.isPresent();
    if (text20 && (extra.getAsInt() < 1 || extra.getAsInt() > LONGEST_TEXT)) {
      throw wrong(text, "a text has 1 to " + LONGEST_TEXT + " characters, as DB1.DBB100.20");
    }
    if ((size == Size.WORD || size == Size.DOUBLE_WORD) && extra.isPresent()) {
      throw wrong(text, "a word has no part after its byte; a bit is DB1.DBX20.1 or M12.0");
    }
    return new S7Address(area, block, size, start, extra);
  }

  private static IllegalArgumentException wrong(String text, String allowed) {
    return new IllegalArgumentException("address is \"" + text + "\", " + allowed);
  }

  /** What the user may have meant for a value of the type, or empty. */
  static String suggestion(String text, DataType type) {
    Matcher nearly = NEARLY.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!nearly.matches()) {
      return "";
    }
    String bit = nearly.group("bit");
    OptionalInt extra =
        switch (type) {
          case BOOL -> OptionalInt.of(bit == null ? 0 : Integer.parseInt(bit));
          case STRING -> OptionalInt.of(LONGEST_TEXT);
          default -> OptionalInt.empty();
        };
    int block = Integer.parseInt(nearly.group("block"));
    int start = Integer.parseInt(nearly.group("start"));
    return block < 1 || block > LAST_BLOCK || start > LAST_BYTE
        ? ""
        : new S7Address(Area.DATA_BLOCK, block, Size.of(type), start, extra).toString();
  }

  /** This place as it is written for a value of the type. */
  String writtenFor(DataType type) {
    OptionalInt tail =
        switch (type) {
          case BOOL -> OptionalInt.of(0);
          case STRING -> OptionalInt.of(LONGEST_TEXT);
          default -> OptionalInt.empty();
        };
    return new S7Address(area, block, Size.of(type), start, tail).toString();
  }

  /** The address of an element of an array that begins here; texts begin at even bytes. */
  String element(DataType type, int index) {
    int bits = extra.orElse(0) + index;
    boolean bit = size == Size.BIT;
    int stride = type == DataType.STRING ? (bytes(type) + 1) / 2 * 2 : bytes(type);
    int at = start + (bit ? bits / 8 : stride * index);
    if (at > LAST_BYTE) {
      throw new IllegalArgumentException(
          "element " + index + " from " + this + " on lies behind byte " + LAST_BYTE);
    }
    return new S7Address(area, block, size, at, bit ? OptionalInt.of(bits % 8) : extra).toString();
  }

  /** Bytes that a value of the type takes from here on. */
  int bytes(DataType type) {
    return switch (type) {
      case BOOL -> 1;
      case INT16, UINT16 -> size.bytes;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, UINT64, FLOAT64 -> 8;
      case STRING -> 2 + extra.orElse(LONGEST_TEXT);
    };
  }

  /** False where the letter names another width than the type has. */
  boolean fits(DataType type) {
    return switch (size) {
      case BIT -> type == DataType.BOOL;
      case WORD -> type == DataType.INT16 || type == DataType.UINT16;
      case DOUBLE_WORD -> Size.of(type) == Size.DOUBLE_WORD;
      case BYTE ->
          extra.isPresent()
              ? type == DataType.STRING
              : type != DataType.BOOL
                  && Size.of(type) != Size.DOUBLE_WORD
                  && type != DataType.STRING;
    };
  }

  @Override
  public String toString() {
    String tail = extra.isPresent() ? "." + extra.getAsInt() : "";
    if (area == Area.DATA_BLOCK) {
      return "DB" + block + ".DB" + size.letter + start + tail;
    }
    return area.letter() + (size == Size.BIT ? "" : size.letter) + start + tail;
  }
}
