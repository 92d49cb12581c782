package io.sluice.simulator.eip;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes the explicit messaging connections of one TCP session: Forward_Open,
 * Large_Forward_Open, Forward_Close (CIP Networks Library volume 1, 3-5.5). They live until closed
 * or until the TCP session ends; their time-out is not watched.
 */
final class ForwardOpens {
  static final int CLASS = 0x06;

  private static final int MOST = 16;
  private static final int LARGEST = 4_002;
  private static final int SEQUENCE_BYTES = 2;
  private static final int IN_USE = 0x0100;
  private static final int SIZE_INVALID = 0x0109;
  private static final int TRANSPORT_NOT_SUPPORTED = 0x0103;
  private static final int OUT_OF_CONNECTIONS = 0x0113;
  private static final int NOT_FOUND = 0x0107;
  private static final int CLASS_THREE = 3;

  private final IntSupplier ids;
  private final Map<Integer, ClassThree> open = new HashMap<>();

  ForwardOpens(IntSupplier ids) {
    this.ids = ids;
  }

  /** The connection of that id, or null. */
  @Nullable ClassThree find(int id) {
    return open.get(id);
  }

  CipReply open(CipRequest request, boolean large) throws CipPath.PathException {
    ByteBuffer data = request.data();
    data.getShort();
    data.getInt();
    int peerId = data.getInt();
    ClassThree.Originator originator = originator(data);
    data.getInt();
    int interval = data.getInt();
    int sizeThere = size(data, large);
    int intervalBack = data.getInt();
    int sizeBack = size(data, large);
    int transport = data.get() & 0x0F;
    Optional<CipReply> astray = Route.refusal(CipPath.read(data, data.get() & 0xFF));
    if (astray.isPresent()) {
      return astray.get();
    }
    int refusal = refusal(originator, sizeThere, sizeBack, transport);
    if (refusal != 0) {
      return CipReply.refused(CipReply.CONNECTION_FAILURE, refusal);
    }
    int id = ids.getAsInt();
    open.put(id, new ClassThree(id, originator, peerId, sizeBack - SEQUENCE_BYTES));
    return CipReply.good(
        named(new WireBytes().dword(id).dword(peerId), originator)
            .dword(interval)
            .dword(intervalBack)
            .word(0)
            .toBytes());
  }

  CipReply close(CipRequest request) {
    ByteBuffer data = request.data();
    data.getShort();
    ClassThree.Originator originator = originator(data);
    if (!open.values().removeIf(one -> one.originator().equals(originator))) {
      return CipReply.refused(CipReply.CONNECTION_FAILURE, NOT_FOUND);
    }
    return CipReply.good(named(new WireBytes(), originator).word(0).toBytes());
  }

  private int refusal(ClassThree.Originator originator, int there, int back, int transport) {
    if (open.values().stream().anyMatch(one -> one.originator().equals(originator))) {
      return IN_USE;
    }
    if (there < 8 || there > LARGEST || back < 8 || back > LARGEST) {
      return SIZE_INVALID;
    }
    if (transport != CLASS_THREE) {
      return TRANSPORT_NOT_SUPPORTED;
    }
    return open.size() >= MOST ? OUT_OF_CONNECTIONS : 0;
  }

  private static WireBytes named(WireBytes reply, ClassThree.Originator originator) {
    return reply.word(originator.serial()).word(originator.vendor()).dword(originator.device());
  }

  private static ClassThree.Originator originator(ByteBuffer data) {
    return new ClassThree.Originator(
        data.getShort() & 0xFFFF, data.getShort() & 0xFFFF, data.getInt());
  }

  private static int size(ByteBuffer data, boolean large) {
    return large ? data.getInt() & 0xFFFF : data.getShort() & 0x1FF;
  }
}
