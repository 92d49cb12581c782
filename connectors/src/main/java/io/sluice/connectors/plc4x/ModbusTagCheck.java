package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can be wrong with a Modbus tag, found without connecting. */
final class ModbusTagCheck {
  private static final Set<DataType> REGISTER_TYPES =
      EnumSet.of(
          DataType.INT16,
          DataType.UINT16,
          DataType.INT32,
          DataType.UINT32,
          DataType.INT64,
          DataType.FLOAT32,
          DataType.FLOAT64);

  private ModbusTagCheck() {}

  static void check(Tag tag, List<TagProblem> problems) {
    ModbusAddress address;
    try {
      address = ModbusAddress.parse(tag.address());
    } catch (IllegalArgumentException wrong) {
      String suggestion = ModbusAddress.suggestion(tag.address());
      problems.add(new TagProblem(tag, "address", String.valueOf(wrong.getMessage()), suggestion));
      return;
    }
    if (!checkType(tag, address, problems)) {
      return;
    }
    if (address.offset() + ModbusAddress.width(tag.type()) > ModbusAddress.LAST_NUMBER) {
      problems.add(
          new TagProblem(
              tag,
              "address",
              "address is " + tag.address() + ", " + tag.type() + " ends after the last register",
              ""));
    }
    if (tag.writable() && !address.area().writable()) {
      problems.add(
          new TagProblem(
              tag,
              "access",
              "access is write, but "
                  + tag.address()
                  + " is read-only by the protocol; writable are"
                  + " 4… holding registers and 0… coils",
              "read"));
    }
  }

  private static boolean checkType(Tag tag, ModbusAddress address, List<TagProblem> problems) {
    boolean bit = tag.type() == DataType.BOOL;
    if (address.area().bits() && !bit) {
      problems.add(
          new TagProblem(
              tag, "type", "type is " + tag.type() + ", a coil or discrete input is BOOL", "BOOL"));
      return false;
    }
    if (!address.area().bits() && !REGISTER_TYPES.contains(tag.type())) {
      problems.add(
          new TagProblem(
              tag,
              "type",
              "type is "
                  + tag.type()
                  + ", a register holds INT16, UINT16, INT32, UINT32, INT64,"
                  + " FLOAT32 or FLOAT64",
              bit ? "UINT16" : ""));
      return false;
    }
    return true;
  }
}
