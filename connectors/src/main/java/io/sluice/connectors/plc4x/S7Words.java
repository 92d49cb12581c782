package io.sluice.connectors.plc4x;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.WordSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Words of an S7's memory one by one, as tags. */
final class S7Words {
  private S7Words() {}

  /**
   * The words around an address, as far as the area goes.
   *
   * @throws IllegalArgumentException where the address names a bit
   */
  static List<Tag> around(S7Address address, WordSpan span) {
    if (address.size() == S7Address.Size.BIT) {
      throw new IllegalArgumentException(
          "address is "
              + address
              + ", which holds one bit; bytes, words and double words can be read in several ways");
    }
    List<Tag> words = new ArrayList<>();
    for (int i = -span.before(); i < span.count(); i++) {
      int start = address.start() + 2 * i;
      if (start >= 0 && start < S7Address.LAST_BYTE) {
        words.add(word(address, start));
      }
    }
    return words;
  }

  private static Tag word(S7Address near, int start) {
    String address =
        new S7Address(near.area(), near.block(), S7Address.Size.WORD, start, OptionalInt.empty())
            .toString();
    return new Tag(
        address,
        "words",
        address,
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
