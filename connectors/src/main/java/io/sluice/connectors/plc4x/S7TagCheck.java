package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.List;

/** What can be wrong with an S7 tag, found without connecting. */
final class S7TagCheck {
  private S7TagCheck() {}

  static void check(Tag tag, List<TagProblem> problems) {
    S7Address address;
    try {
      address = S7Address.parse(tag.address());
    } catch (IllegalArgumentException wrong) {
      String suggestion = S7Address.suggestion(tag.address(), tag.type());
      problems.add(new TagProblem(tag, "address", String.valueOf(wrong.getMessage()), suggestion));
      return;
    }
    if (!address.fits(tag.type())) {
      problems.add(new TagProblem(tag, "address", misfit(tag), address.writtenFor(tag.type())));
      return;
    }
    if (address.start() + address.bytes(tag.type()) > S7Address.LAST_BYTE + 1) {
      problems.add(
          new TagProblem(
              tag,
              "address",
              "address is " + tag.address() + ", " + tag.type() + " ends after the last byte",
              ""));
    }
    checkAccess(tag, address, problems);
  }

  private static String misfit(Tag tag) {
    return "address is \""
        + tag.address()
        + "\", "
        + tag.type()
        + (switch (tag.type()) {
          case BOOL -> " is one bit: DB1.DBX20.1 or M12.0";
          case INT16, UINT16 -> " is a word, W: DB1.DBW22 or MW12; or one byte, B";
          case INT32, UINT32, FLOAT32 -> " is a double word, D: DB1.DBD28 or MD4";
          case INT64, UINT64, FLOAT64 -> " is written by its first byte, B: DB1.DBB8 or MB8";
          case STRING -> " is written by its first byte and its characters: DB1.DBB100.20";
        });
  }

  private static void checkAccess(Tag tag, S7Address address, List<TagProblem> problems) {
    if (!tag.writable()) {
      return;
    }
    if (!address.area().writable()) {
      problems.add(
          new TagProblem(
              tag,
              "access",
              "access is write, but inputs are overwritten by the PLC in each cycle; writable are"
                  + " DB…, M… and Q…",
              "read"));
    } else if (tag.type() == DataType.STRING) {
      problems.add(
          new TagProblem(tag, "access", "access is write, but a text can only be read", "read"));
    }
  }
}
