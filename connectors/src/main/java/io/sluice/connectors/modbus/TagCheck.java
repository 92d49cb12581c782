package io.sluice.connectors.modbus;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a Modbus tag, found without connecting. */
final class TagCheck {
  private final ModbusOptions options;
  private final List<TagProblem> problems;

  TagCheck(ModbusOptions options, List<TagProblem> problems) {
    this.options = options;
    this.problems = problems;
  }

  void check(Tag tag) {
    ModbusAddress address;
    try {
      address = ModbusAddress.parse(tag.address());
    } catch (IllegalArgumentException wrong) {
      String suggestion = ModbusAddress.suggestion(tag.address());
      problems.add(new TagProblem(tag, "address", String.valueOf(wrong.getMessage()), suggestion));
      return;
    }
    checkUnit(tag, address);
    if (checkType(tag, address) && checkPart(tag, address)) {
      checkLength(tag, Spot.of(tag, options));
    }
    checkAccess(tag, address);
  }

  private void checkUnit(Tag tag, ModbusAddress address) {
    int unit = Spot.of(tag, options).unit();
    if (options.where().transport().rtu() && (unit < 1 || unit > 247)) {
      add(tag, "unit is " + unit + ", on an RTU line units go from 1 to 247", address);
    }
  }

  private boolean checkType(Tag tag, ModbusAddress address) {
    boolean bits = address.table().bits();
    if (bits && tag.type() != DataType.BOOL) {
      problems.add(
          new TagProblem(
              tag,
              "type",
              "type is " + tag.type() + ", " + address.bothForms() + " is a bit and so BOOL",
              "BOOL"));
      return false;
    }
    return true;
  }

  private boolean checkPart(Tag tag, ModbusAddress address) {
    Integer part = address.part();
    String wrong = null;
    if (address.table().bits()) {
      boolean bare = part == null && address.order() == null;
      wrong = bare ? null : "is one bit, without .n or #order";
    } else if (tag.type() == DataType.BOOL) {
      wrong = within(part, 15) ? null : "is a register: a BOOL in it names its bit, .0 to .15";
    } else if (tag.type() == DataType.STRING) {
      int most = 2 * options.quirksOrNone().maxRegisters();
      wrong =
          within(part, most) && part != null && part > 0
              ? null
              : "is a register: a STRING names its length in characters, .1 to ." + most;
    } else if (part != null) {
      wrong = "is " + tag.type() + ", only a BOOL has a bit and a STRING a length";
    }
    if (wrong != null) {
      add(tag, wrong, address);
    }
    return wrong == null;
  }

  private void checkLength(Tag tag, Spot spot) {
    int last = spot.offset() + spot.width();
    ModbusAddress address = ModbusAddress.parse(tag.address());
    if (last > Table.SIZE) {
      add(tag, "is " + tag.type() + " and ends after the last register", address);
    }
    if (!spot.table().bits() && spot.width() > options.quirksOrNone().maxRegisters()) {
      add(tag, "takes " + spot.width() + " registers, more than max-registers", address);
    }
  }

  private void checkAccess(Tag tag, ModbusAddress address) {
    if (!tag.writable()) {
      return;
    }
    String why = null;
    if (!address.table().writable()) {
      why = "is read-only by the protocol; writable are 4… holding registers and 0… coils";
    } else if (tag.type() == DataType.STRING) {
      why = "is a text; numbers and bits can be written";
    }
    if (why != null) {
      String message = "access is write, but " + address.bothForms() + " " + why;
      problems.add(new TagProblem(tag, "access", message, "read"));
    }
  }

  private void add(Tag tag, String what, ModbusAddress address) {
    String message = "address is " + tag.address() + ": " + address.bothForms() + " " + what;
    problems.add(new TagProblem(tag, "address", message, ""));
  }

  private static boolean within(@Nullable Integer part, int most) {
    return part != null && part <= most;
  }
}
