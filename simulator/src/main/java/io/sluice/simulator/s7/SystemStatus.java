package io.sluice.simulator.s7;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The PLC's system status lists as far as clients ask for them when they connect: who are you, and
 * do you run. Any other list, and any other service in user data, is refused.
 */
final class SystemStatus {
  /** Order number of the CPU that it claims to be. */
  static final String ORDER_NUMBER = "6ES7 515-2AM01-0AB0 ";

  private static final int MODULE = 0x0011;
  private static final int COMPONENT = 0x001C;
  private static final int COMMUNICATION = 0x0131;
  private static final int OPERATION = 0x0424;

  private static final int READ_LIST = 0x4401;
  private static final int NO_SUCH_LIST = 0xD401;
  private static final int NO_SUCH_SERVICE = 0x8104;

  private volatile boolean running = true;
  private final int longestPdu;

  SystemStatus(int longestPdu) {
    this.longestPdu = longestPdu;
  }

  /** Whether the CPU is in RUN. */
  void running(boolean runs) {
    running = runs;
  }

  boolean running() {
    return running;
  }

  byte[] answer(S7Pdu ask) throws HostileInputException {
    ByteBuffer asked = ask.parameters().slice();
    if (asked.remaining() < 8) {
      throw new HostileInputException("user data of " + asked.remaining() + " bytes");
    }
    byte sequence = asked.get(7);
    if (asked.getShort(5) != READ_LIST || ask.data().remaining() < 8) {
      return ask.userData(parameters(asked.getShort(5), sequence, NO_SUCH_SERVICE), nothing());
    }
    int list = ask.data().getShort(4) & 0xFFFF;
    int index = ask.data().getShort(6) & 0xFFFF;
    return rows(list, index)
        .map(rows -> ask.userData(parameters(READ_LIST, sequence, 0), list(list, index, rows)))
        .orElseGet(() -> ask.userData(parameters(READ_LIST, sequence, NO_SUCH_LIST), nothing()));
  }

  private static byte[] parameters(int service, byte sequence, int error) {
    return ByteBuffer.allocate(12)
        .put(new byte[] {0, 1, 0x12, 8, 0x12})
        .putShort((short) ((service & 0x0FFF) | 0x8000))
        .put(sequence)
        .putShort((short) 0)
        .putShort((short) error)
        .array();
  }

  private static byte[] nothing() {
    return new byte[] {(byte) ReturnCode.NO_SUCH_OBJECT.code(), 0, 0, 0};
  }

  private static byte[] list(int list, int index, List<byte[]> rows) {
    int row = rows.get(0).length;
    ByteBuffer data = ByteBuffer.allocate(12 + rows.size() * row);
    data.put((byte) ReturnCode.OK.code()).put((byte) WireSize.Announced.OCTETS.code());
    data.putShort((short) (8 + rows.size() * row));
    data.putShort((short) list).putShort((short) index);
    data.putShort((short) row).putShort((short) rows.size());
    rows.forEach(data::put);
    return data.array();
  }

  private Optional<List<byte[]>> rows(int list, int index) {
    return switch (list) {
      case MODULE -> Optional.of(List.of(module(1), module(6), module(7)));
      case COMPONENT -> Optional.of(components());
      case COMMUNICATION -> index == 1 ? Optional.of(List.of(communication())) : Optional.empty();
      case OPERATION -> Optional.of(List.of(operation()));
      default -> Optional.empty();
    };
  }

  /** Order number, with version V2.9.2 in the last row. */
  private static byte[] module(int number) {
    return ByteBuffer.allocate(28)
        .putShort((short) number)
        .put(ORDER_NUMBER.getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 0)
        .put(new byte[] {'V', 2, 9, 2})
        .array();
  }

  private static List<byte[]> components() {
    Map<Integer, String> names =
        new TreeMap<>(
            Map.of(
                1, "virtual plant",
                2, "pump skid",
                3, "",
                4, "no equipment, a simulation",
                5, "S C-VIRTUAL",
                7, "CPU 1515-2 PN"));
    return names.entrySet().stream().map(row -> component(row.getKey(), row.getValue())).toList();
  }

  private static byte[] component(int number, String name) {
    return ByteBuffer.allocate(34)
        .putShort((short) number)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private byte[] communication() {
    return ByteBuffer.allocate(40)
        .putShort((short) 1)
        .putShort((short) longestPdu)
        .putShort((short) S7Server.MOST_CONNECTIONS)
        .array();
  }

  /** RUN is 8, STOP is 4, in the low half of the fourth byte. */
  private byte[] operation() {
    byte mode = (byte) (running ? 8 : 4);
    return ByteBuffer.allocate(20).put(new byte[] {0x51, 0x44, (byte) 0xFF, mode}).array();
  }
}
