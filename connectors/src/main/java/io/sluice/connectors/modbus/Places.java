package io.sluice.connectors.modbus;

import io.sluice.connectors.Tag;
import io.sluice.connectors.plan.Place;
import io.sluice.connectors.plan.Space;
import java.util.List;
import java.util.stream.IntStream;

/** Where tags lie, with the device's limits. */
final class Places {
  /** What can be read together: one table of one unit. */
  record UnitTable(int unit, Table table) {
    @Override
    public String toString() {
      return unit + "!" + table;
    }
  }

  private Places() {}

  static List<Place> of(List<Tag> tags, ModbusOptions options) {
    return IntStream.range(0, tags.size())
        .mapToObj(tag -> place(tag, Spot.of(tags.get(tag), options), options))
        .toList();
  }

  private static Place place(int tag, Spot spot, ModbusOptions options) {
    Space space = space(new UnitTable(spot.unit(), spot.table()), options);
    return new Place(tag, space, spot.offset(), spot.offset() + spot.width());
  }

  private static Space space(UnitTable key, ModbusOptions options) {
    ModbusOptions.Quirks quirks = options.quirksOrNone();
    boolean bits = key.table().bits();
    int longest = bits ? quirks.maxBits() : quirks.maxRegisters();
    int gap = bits ? 8 * options.gap() : options.gap();
    boolean merged = quirks.grouping() == ModbusOptions.Grouping.MERGED;
    return new Space(key, longest, gap, merged ? Integer.MAX_VALUE : 1);
  }
}
