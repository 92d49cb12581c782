package io.sluice.connectors.modbus;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.WordSpan;
import java.util.ArrayList;
import java.util.List;

/** Registers one by one, as tags. */
final class RegisterWords {
  private RegisterWords() {}

  /**
   * The registers around an address, as far as the table goes.
   *
   * @throws IllegalArgumentException where the table holds bits
   */
  static List<Tag> around(ModbusAddress address, WordSpan span) {
    if (address.table().bits()) {
      throw new IllegalArgumentException(
          "address is "
              + address.bothForms()
              + ", which holds one bit; only 3… and 4… hold words that can be read in several ways");
    }
    int last = Math.min(address.offset() + span.count(), Table.SIZE);
    String unit = address.unit() == null ? "" : address.unit() + "!";
    List<Tag> words = new ArrayList<>();
    for (int at = Math.max(0, address.offset() - span.before()); at < last; at++) {
      words.add(word(unit + address.table().reference(at)));
    }
    return words;
  }

  /** High byte first whatever the connection says: the words as they are on the wire. */
  private static Tag word(String reference) {
    return new Tag(
        reference,
        "words",
        reference + "#ABCD",
        DataType.UINT16,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }
}
