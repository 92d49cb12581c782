package io.sluice.connectors.plc4x;

import io.sluice.connectors.Tag;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Place;
import io.sluice.connectors.plan.Space;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadResponse;

/** PLC4X's {@code modbus-tcp}, with reads that are ours. */
final class ModbusDialect implements Dialect {
  private static final int REGISTERS_LIMIT = 125;
  private static final int BITS_LIMIT = 1_968;

  /** A register more in a response costs less than a request more for at least this many. */
  private static final int REGISTER_GAP = 16;

  private static final int BIT_GAP = 128;

  @Override
  public List<Place> places(List<Tag> tags) {
    return IntStream.range(0, tags.size()).mapToObj(tag -> place(tag, tags.get(tag))).toList();
  }

  @Override
  public BlockReader<PlcReadResponse> reader(PlcConnection connection, List<Tag> tags) {
    return new ModbusReader(connection, tags);
  }

  @Override
  public Target target(Tag tag, WireNumber wire) {
    return new Target(
        ModbusAddress.parse(tag.address()).forDriver(DriverTypes.name(tag.type())),
        DriverTypes.boxed(tag.type(), wire));
  }

  private static Place place(int index, Tag tag) {
    ModbusAddress address = ModbusAddress.parse(tag.address());
    int end = address.offset() + ModbusAddress.width(tag.type());
    return new Place(index, space(address.area()), address.offset(), end);
  }

  private static Space space(ModbusAddress.Area area) {
    return area.bits()
        ? new Space(area, BITS_LIMIT, BIT_GAP, BITS_LIMIT)
        : new Space(area, REGISTERS_LIMIT, REGISTER_GAP, 4 * REGISTERS_LIMIT);
  }
}
