package io.sluice.connectors.modbus;

import java.util.Arrays;
import java.util.Locale;

/** Tables of the data model (Modbus Application Protocol V1.1b3, 4.3). */
enum Table {
  COIL('0', "coil", true),
  DISCRETE('1', "discrete", true),
  INPUT('3', "input", false),
  HOLDING('4', "holding", false);

  /** Places in a table, numbered 1 to this, on the wire from 0. */
  static final int SIZE = 65_536;

  private final char digit;
  private final String word;
  private final boolean bits;

  Table(char digit, String word, boolean bits) {
    this.digit = digit;
    this.word = word;
    this.bits = bits;
  }

  static Table of(char digit) {
    return Arrays.stream(values())
        .filter(table -> table.digit == digit)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + digit));
  }

  static Table of(String word) {
    return Arrays.stream(values())
        .filter(table -> table.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + word));
  }

  boolean bits() {
    return bits;
  }

  boolean writable() {
    return this == COIL || this == HOLDING;
  }

  /** A place by its reference: {@code 40001}, or {@code 410000} where five digits do not do. */
  String reference(int offset) {
    return String.format(Locale.ROOT, offset < 9_999 ? "%c%04d" : "%c%05d", digit, offset + 1);
  }

  /** A place in both ways that manuals count: {@code 40001 (holding:0)}. */
  String bothForms(int offset) {
    return reference(offset) + " (" + word + ":" + offset + ")";
  }

  @Override
  public String toString() {
    return word;
  }
}
