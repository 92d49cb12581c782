package io.sluice.simulator.s7;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What the PLC answers to one S7 message after another of one connection. */
final class Jobs {
  private static final int READ = 0x04;
  private static final int WRITE = 0x05;
  private static final int SETUP = 0xF0;

  /** Function not implemented. */
  private static final int UNKNOWN_FUNCTION = 0x8104;

  /** The answer does not fit the negotiated length. */
  private static final int TOO_LONG = 0x8500;

  private static final int SHORTEST_PDU = 240;
  private static final int MOST_JOBS_AT_ONCE = 8;
  private static final int ANSWER_HEADER = 14;

  private final Memory memory;
  private final SystemStatus status;
  private final int longestPdu;
  private int pdu;

  Jobs(Memory memory, SystemStatus status, int longestPdu) {
    this.memory = memory;
    this.status = status;
    this.longestPdu = longestPdu;
  }

  /** Longest message that the client may send: what it asked for, or what a setup needs. */
  int longestMessage() {
    return pdu == 0 ? SHORTEST_PDU : pdu;
  }

  byte[] answer(byte[] message) throws HostileInputException {
    S7Pdu job = S7Pdu.parse(message);
    if (!job.parameters().hasRemaining()) {
      throw new HostileInputException("a message that asks nothing");
    }
    if (job.kind() == S7Pdu.USER_DATA) {
      return status.answer(job);
    }
    int function = job.parameters().get(0) & 0xFF;
    if (function == SETUP) {
      return setUp(job);
    }
    if (pdu == 0) {
      throw new HostileInputException("a job before the setup");
    }
    return switch (function) {
      case READ -> read(job);
      case WRITE -> write(job);
      default -> job.refuse(UNKNOWN_FUNCTION);
    };
  }

  /** Both sides agree on the smaller message length and number of jobs at once. */
  private byte[] setUp(S7Pdu job) throws HostileInputException {
    ByteBuffer asked = job.parameters().slice();
    if (asked.remaining() != 8) {
      throw new HostileInputException("a setup of " + asked.remaining() + " bytes");
    }
    int jobs = Math.min(MOST_JOBS_AT_ONCE, Math.max(1, asked.getShort(2)));
    pdu = Math.min(longestPdu, Math.max(SHORTEST_PDU, asked.getShort(6) & 0xFFFF));
    ByteBuffer granted = ByteBuffer.allocate(8).put((byte) SETUP).put((byte) 0);
    granted.putShort((short) jobs).putShort((short) jobs).putShort((short) pdu);
    return job.answer(granted.array(), new byte[0]);
  }

  private byte[] read(S7Pdu job) throws HostileInputException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<Item> items = items(job);
    for (Item item : items) {
      even(data);
      if (item instanceof Item.Address address) {
        put(data, address);
      } else {
        refuse(data, ((Item.Refused) item).why());
      }
    }
    if (ANSWER_HEADER + data.size() > pdu) {
      return job.refuse(TOO_LONG);
    }
    return job.answer(new byte[] {READ, (byte) items.size()}, data.toByteArray());
  }

  private void put(ByteArrayOutputStream data, Item.Address address) {
    if (address.place().length() > pdu) {
      // Refused as a whole because it is longer than any answer.
      data.writeBytes(new byte[address.place().length()]);
      return;
    }
    Memory.Answer answer = memory.read(address.place());
    if (answer instanceof Memory.Answer.Bytes read) {
      WireSize.Announced announced = address.size().announced();
      byte[] bytes = new byte[read.bytes().remaining()];
      read.bytes().get(bytes);
      int length = announced.length(bytes.length);
      data.write(ReturnCode.OK.code());
      data.write(announced.code());
      data.write(length >> 8);
      data.write(length);
      data.writeBytes(bytes);
    } else {
      refuse(data, ((Memory.Answer.Refused) answer).why());
    }
  }

  private static void refuse(ByteArrayOutputStream data, ReturnCode why) {
    data.write(why.code());
    data.writeBytes(new byte[3]);
  }

  /** Each item begins at an even byte. */
  private static void even(ByteArrayOutputStream data) {
    if (data.size() % 2 != 0) {
      data.write(0);
    }
  }

  private byte[] write(S7Pdu job) throws HostileInputException {
    List<Item> items = items(job);
    ByteBuffer data = job.data().slice();
    byte[] codes = new byte[items.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) write(items.get(i), value(data)).code();
    }
    return job.answer(new byte[] {WRITE, (byte) items.size()}, codes);
  }

  private ReturnCode write(Item item, byte[] value) {
    if (item instanceof Item.Address address) {
      return value.length == address.place().length()
          ? memory.write(address.place(), value)
          : ReturnCode.TYPE_INCONSISTENT;
    }
    return ((Item.Refused) item).why();
  }

  private static byte[] value(ByteBuffer data) throws HostileInputException {
    if (data.position() % 2 != 0 && data.hasRemaining()) {
      data.get();
    }
    if (data.remaining() < 4) {
      throw new HostileInputException("a write with fewer values than addresses");
    }
    data.get();
    int code = data.get() & 0xFF;
    int length = data.getShort() & 0xFFFF;
    int bytes =
        WireSize.Announced.bytes(code, length)
            .filter(count -> count <= data.remaining())
            .orElseThrow(() -> new HostileInputException("a value of " + length + " units"));
    byte[] value = new byte[bytes];
    data.get(value);
    return value;
  }

  private static List<Item> items(S7Pdu job) throws HostileInputException {
    ByteBuffer in = job.parameters().slice();
    if (in.remaining() < 2) {
      throw new HostileInputException("a job without addresses");
    }
    in.get();
    int count = in.get() & 0xFF;
    List<Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(Item.parse(in));
    }
    return items;
  }
}
