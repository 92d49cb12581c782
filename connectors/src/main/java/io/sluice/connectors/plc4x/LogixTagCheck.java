package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.List;

/** What can be wrong with a Logix tag, found without connecting. */
final class LogixTagCheck {
  private LogixTagCheck() {}

  static void check(Tag tag, List<TagProblem> problems) {
    try {
      LogixAddress.parse(tag.address());
    } catch (IllegalArgumentException wrong) {
      problems.add(new TagProblem(tag, "address", String.valueOf(wrong.getMessage()), ""));
    }
    if (!LogixTypes.known(tag.type())) {
      problems.add(
          new TagProblem(
              tag,
              "type",
              "type is "
                  + tag.type()
                  + ", a Logix tag is BOOL, INT16 (also SINT), INT32 (DINT), INT64 (LINT), FLOAT32"
                  + " (REAL), FLOAT64 (LREAL) or STRING",
              signed(tag.type())));
    } else if (tag.writable() && tag.type() == DataType.STRING) {
      problems.add(
          new TagProblem(tag, "access", "access is write, but a text can only be read", "read"));
    }
  }

  private static String signed(DataType type) {
    return switch (type) {
      case UINT16 -> "INT16";
      case UINT32 -> "INT32";
      case UINT64 -> "INT64";
      default -> "";
    };
  }
}
