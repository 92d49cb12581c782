package io.sluice.simulator.eip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The types of a Logix tag that are served (1756-PM020, "CIP Data Types"). */
public enum CipType {
  BOOL(0xC1, 1),
  SINT(0xC2, 1),
  INT(0xC3, 2),
  DINT(0xC4, 4),
  LINT(0xC5, 8),
  REAL(0xCA, 4),
  LREAL(0xCB, 8),
  /** The predefined structure of a length and 82 characters; its type is told by a handle. */
  STRING(0x02A0, 88);

  private static final int STRING_HANDLE = 0x0FCE;
  private static final int CHARACTERS = 82;

  private final int code;
  private final int size;

  CipType(int code, int size) {
    this.code = code;
    this.size = size;
  }

  /** Bytes of one element. */
  public int size() {
    return size;
  }

  /** The first word of the type as it stands before values. */
  int code() {
    return code;
  }

  /** The type as it stands before values in reads and writes. */
  byte[] descriptor() {
    WireBytes bytes = new WireBytes().word(code);
    return this == STRING ? bytes.word(STRING_HANDLE).toBytes() : bytes.toBytes();
  }

  /** The type in a list of symbols: a structure is told by its handle and bit 15. */
  int symbolCode() {
    return this == STRING ? 0x8000 | STRING_HANDLE : code;
  }

  /** A number as one element; whole types round and wrap as the controller's registers do. */
  public byte[] bytes(double value) {
    WireBytes bytes = new WireBytes();
    long whole = (long) Math.rint(value);
    return switch (this) {
      case BOOL -> bytes.octet(value == 0 ? 0 : 1).toBytes();
      case SINT -> bytes.octet((int) whole).toBytes();
      case INT -> bytes.word((int) whole).toBytes();
      case DINT -> bytes.dword((int) whole).toBytes();
      case LINT -> bytes.qword(whole).toBytes();
      case REAL -> bytes.dword(Float.floatToRawIntBits((float) value)).toBytes();
      case LREAL -> bytes.qword(Double.doubleToRawLongBits(value)).toBytes();
      case STRING -> throw new IllegalArgumentException("a number is no STRING");
    };
  }

  /** A text as one element of STRING, cut at 82 characters. */
  public static byte[] text(String value) {
    byte[] characters = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] kept = Arrays.copyOf(characters, Math.min(characters.length, CHARACTERS));
    return new WireBytes().dword(kept.length).put(kept).padTo(STRING.size).toBytes();
  }

  /** The number in one element's bytes. */
  public double number(byte[] element) {
    ByteBuffer bytes = ByteBuffer.wrap(element).order(ByteOrder.LITTLE_ENDIAN);
    return switch (this) {
      case BOOL -> bytes.get() == 0 ? 0 : 1;
      case SINT -> bytes.get();
      case INT -> bytes.getShort();
      case DINT -> bytes.getInt();
      case LINT -> bytes.getLong();
      case REAL -> bytes.getFloat();
      case LREAL -> bytes.getDouble();
      case STRING -> throw new IllegalArgumentException("a STRING is no number");
    };
  }
}
