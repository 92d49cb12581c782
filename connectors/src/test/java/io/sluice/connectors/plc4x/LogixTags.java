package io.sluice.connectors.plc4x;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;

/** Tags of the Logix tests; those that end in {@code -sp} may be written. */
final class LogixTags {
  private LogixTags() {}

  static Tag tag(String name, String address, DataType type) {
    boolean writable = name.endsWith("-sp");
    return new Tag(
        name,
        "fast",
        address,
        type,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1,
        0,
        0,
        writable ? Access.WRITE : Access.READ,
        writable ? TagClass.SETPOINT : TagClass.PROCESS,
        "");
  }
}
