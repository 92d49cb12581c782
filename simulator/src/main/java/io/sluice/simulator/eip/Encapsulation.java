package io.sluice.simulator.eip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * One TCP session's commands and answers (CIP Networks Library volume 2, chapter 2). Knows no
 * socket: frames in, frames out.
 */
final class Encapsulation {
  static final int HEADER = 24;

  private static final int NOP = 0x00;
  private static final int LIST_SERVICES = 0x04;
  private static final int LIST_IDENTITY = 0x63;
  private static final int LIST_INTERFACES = 0x64;
  private static final int REGISTER_SESSION = 0x65;
  private static final int UNREGISTER_SESSION = 0x66;
  private static final int SEND_RR_DATA = 0x6F;
  private static final int SEND_UNIT_DATA = 0x70;

  private static final int UNSUPPORTED_COMMAND = 0x01;
  private static final int INVALID_SESSION = 0x64;
  private static final int UNSUPPORTED_VERSION = 0x69;

  private final IntSupplier ids;
  private final ForwardOpens connections;
  private final MessageRouter router;
  private final int port;
  private int session;

  /** What is to be done after a frame. */
  sealed interface Outcome {
    /** Send this, where it is not empty, and go on. */
    record Answer(ByteBuffer frame) implements Outcome {}

    /** The client said good-bye. */
    record Close() implements Outcome {}

    /** No client that knows the protocol sends this. */
    record Hostile(String what) implements Outcome {}
  }

  private static final Outcome SILENCE = new Outcome.Answer(ByteBuffer.allocate(0));

  /**
   * Begins a session.
   *
   * @param ids gives numbers for sessions and connections, never twice the same
   */
  Encapsulation(ControllerTags tags, IntSupplier ids, int port) {
    this.ids = ids;
    this.connections = new ForwardOpens(ids);
    this.router = new MessageRouter(tags, connections);
    this.port = port;
  }

  /** Takes one whole frame, whose length is what its header says. */
  Outcome take(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    int command = in.getShort(0) & 0xFFFF;
    int handle = in.getInt(4);
    in.position(HEADER);
    byte[] head = Arrays.copyOf(frame, HEADER);
    try {
      return switch (command) {
        case NOP -> SILENCE;
        case LIST_SERVICES -> answer(head, 0, services());
        case LIST_IDENTITY -> answer(head, 0, identity());
        case LIST_INTERFACES -> answer(head, 0, new byte[2]);
        case REGISTER_SESSION -> register(head, in);
        case UNREGISTER_SESSION -> new Outcome.Close();
        case SEND_RR_DATA ->
            known(handle) ? unconnected(head, in) : answer(head, INVALID_SESSION, new byte[0]);
        case SEND_UNIT_DATA -> known(handle) ? connected(head, in) : SILENCE;
        default -> answer(head, UNSUPPORTED_COMMAND, new byte[0]);
      };
    } catch (BufferUnderflowException malformed) {
      return new Outcome.Hostile(String.format("command %02x is malformed", command));
    }
  }

  private boolean known(int handle) {
    return session != 0 && handle == session;
  }

  private Outcome register(byte[] head, ByteBuffer in) {
    int version = in.getShort();
    int options = in.getShort();
    byte[] same = new WireBytes().word(1).word(0).toBytes();
    if (version != 1 || options != 0) {
      return answer(head, UNSUPPORTED_VERSION, same);
    }
    if (session != 0) {
      return answer(head, UNSUPPORTED_COMMAND, same);
    }
    session = ids.getAsInt();
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putInt(4, session);
    return answer(head, 0, same);
  }

  private Outcome unconnected(byte[] head, ByteBuffer in) {
    Items items = Items.read(in);
    if (items.addressType() != Items.NULL_ADDRESS || items.dataType() != Items.UNCONNECTED_DATA) {
      return new Outcome.Hostile("an unconnected message without its items");
    }
    byte[] reply = router.answer(items.data(), MessageRouter.UNCONNECTED_ROOM);
    return answer(head, 0, Items.unconnected(reply));
  }

  private Outcome connected(byte[] head, ByteBuffer in) {
    Items items = Items.read(in);
    if (items.addressType() != Items.CONNECTED_ADDRESS
        || items.dataType() != Items.CONNECTED_DATA) {
      return new Outcome.Hostile("a connected message without its items");
    }
    ClassThree connection = connections.find(items.address().getInt());
    if (connection == null) {
      return SILENCE;
    }
    int sequence = items.data().getShort() & 0xFFFF;
    byte[] reply = connection.repeated(sequence);
    if (reply == null) {
      reply = router.answer(items.data().slice().order(in.order()), connection.room());
      connection.answered(sequence, reply);
    }
    return answer(head, 0, Items.connected(connection.peerId(), sequence, reply));
  }

  private static Outcome answer(byte[] head, int status, byte[] data) {
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head)
            .put(data);
    frame.putShort(2, (short) data.length).putInt(8, status).putInt(20, 0);
    return new Outcome.Answer(frame.flip());
  }

  /** CIP over TCP; class 0 and 1 over UDP is not offered. */
  private static byte[] services() {
    byte[] name = "Communications".getBytes(StandardCharsets.US_ASCII);
    return new WireBytes()
        .word(1)
        .word(0x0100)
        .word(20)
        .word(1)
        .word(0x0020)
        .put(Arrays.copyOf(name, 16))
        .toBytes();
  }

  private byte[] identity() {
    byte[] attributes = Identity.attributes();
    WireBytes bytes = new WireBytes().word(1).word(0x000C).word(19 + attributes.length).word(1);
    // The socket address alone is big-endian: family, port, 127.0.0.1.
    bytes.octet(0).octet(2).octet(port >> 8).octet(port).octet(127).octet(0).octet(0).octet(1);
    return bytes.qword(0).put(attributes).octet(3).toBytes();
  }
}
