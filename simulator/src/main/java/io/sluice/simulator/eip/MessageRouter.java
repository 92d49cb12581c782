package io.sluice.simulator.eip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands each request of one TCP session to the object it is for, and gives its answer back. */
final class MessageRouter {
  static final int CLASS = 0x02;

  /** What an unconnected answer may hold. */
  static final int UNCONNECTED_ROOM = 504;

  /** The shortest answer in a multiple service packet, and its place in the list. */
  private static final int SMALLEST_REPLY = 8;

  private static final int[] CLASSES = {
    Identity.CLASS, CLASS, ForwardOpens.CLASS, SymbolObject.CLASS
  };

  private final ForwardOpens connections;
  private final TagServices tagServices;
  private final SymbolObject symbols;

  MessageRouter(ControllerTags tags, ForwardOpens connections) {
    this.connections = connections;
    this.tagServices = new TagServices(tags);
    this.symbols = new SymbolObject(tags);
  }

  /**
   * Answers a request.
   *
   * @param room most bytes of the answer
   */
  byte[] answer(ByteBuffer message, int room) {
    int service = message.hasRemaining() ? message.get(message.position()) & 0xFF : 0;
    try {
      CipRequest request = CipRequest.read(message);
      boolean unwrap =
          service == CipRequest.FRAGMENT_OR_UNCONNECTED_SEND
              && request.path().startsWithClass(ForwardOpens.CLASS);
      return unwrap ? unwrapped(request, room) : answer(request, room).bytes(service);
    } catch (CipPath.PathException unreadable) {
      return CipReply.refused(CipReply.PATH_SYNTAX, 0).bytes(service);
    } catch (BufferUnderflowException tooShort) {
      return CipReply.refused(CipReply.TOO_LITTLE_DATA).bytes(service);
    }
  }

  private CipReply answer(CipRequest request, int room) throws CipPath.PathException {
    int classId = request.path().classId().orElse(-1);
    if (classId == SymbolObject.CLASS
        && request.service() == CipRequest.GET_INSTANCE_ATTRIBUTE_LIST) {
      return symbols.list(request, room);
    }
    if (request.path().symbolic()) {
      return tagServices.answer(request, room);
    }
    return switch (classId) {
      case CLASS -> ofRouter(request, room);
      case ForwardOpens.CLASS -> ofConnections(request);
      case Identity.CLASS ->
          request.service() == CipRequest.GET_ATTRIBUTES_ALL
              ? CipReply.good(Identity.attributes())
              : CipReply.refused(CipReply.SERVICE_UNKNOWN);
      case SymbolObject.CLASS -> CipReply.refused(CipReply.SERVICE_UNKNOWN);
      default -> CipReply.refused(CipReply.PATH_UNKNOWN, 0);
    };
  }

  private CipReply ofRouter(CipRequest request, int room) {
    return switch (request.service()) {
      case CipRequest.GET_ATTRIBUTES_ALL -> CipReply.good(classes());
      case CipRequest.MULTIPLE_SERVICE -> multiple(request.data(), room);
      default -> CipReply.refused(CipReply.SERVICE_UNKNOWN);
    };
  }

  private CipReply ofConnections(CipRequest request) throws CipPath.PathException {
    return switch (request.service()) {
      case CipRequest.FORWARD_OPEN -> connections.open(request, false);
      case CipRequest.LARGE_FORWARD_OPEN -> connections.open(request, true);
      case CipRequest.FORWARD_CLOSE -> connections.close(request);
      default -> CipReply.refused(CipReply.SERVICE_UNKNOWN);
    };
  }

  /** Unconnected_Send: the answer is the inner request's, where the route leads here. */
  private byte[] unwrapped(CipRequest request, int room) throws CipPath.PathException {
    ByteBuffer data = request.data();
    data.getShort();
    int length = data.getShort() & 0xFFFF;
    if (data.remaining() < length + length % 2 + 2) {
      throw new BufferUnderflowException();
    }
    ByteBuffer inner = data.slice().order(data.order()).limit(length);
    data.position(data.position() + length + length % 2);
    int words = data.get() & 0xFF;
    data.get();
    Optional<CipReply> astray = Route.refusal(CipPath.read(data, words));
    return astray.isPresent() ? astray.get().bytes(request.service()) : answer(inner, room);
  }

  /** A multiple service packet (1756-PM020, "Multiple Service Packet Service"). */
  private CipReply multiple(ByteBuffer data, int room) {
    List<ByteBuffer> requests = split(data);
    int headBytes = 2 + 2 * requests.size();
    WireBytes heads = new WireBytes().word(requests.size());
    WireBytes replies = new WireBytes();
    int left = room - 4 - headBytes;
    if (left < requests.size() * SMALLEST_REPLY) {
      return CipReply.refused(CipReply.REPLY_TOO_LARGE);
    }
    boolean allGood = true;
    for (int i = 0; i < requests.size(); i++) {
      int others = (requests.size() - 1 - i) * SMALLEST_REPLY;
      byte[] reply = answer(requests.get(i), left - replies.size() - others);
      allGood &= reply[2] == 0;
      heads.word(headBytes + replies.size());
      replies.put(reply);
    }
    byte[] all = heads.put(replies.toBytes()).toBytes();
    return allGood ? CipReply.good(all) : CipReply.someRefused(all);
  }

  /** Each request reaches to the next; offsets count from the number of requests. */
  private static List<ByteBuffer> split(ByteBuffer data) {
    ByteBuffer whole = data.slice().order(data.order());
    int count = whole.getShort() & 0xFFFF;
    if (whole.remaining() < 2 * count) {
      throw new BufferUnderflowException();
    }
    List<ByteBuffer> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = whole.getShort(2 + 2 * i) & 0xFFFF;
      int end = i == count - 1 ? whole.limit() : whole.getShort(4 + 2 * i) & 0xFFFF;
      if (start > end || end > whole.limit()) {
        throw new BufferUnderflowException();
      }
      parts.add(whole.slice(start, end - start).order(whole.order()));
    }
    return parts;
  }

  private static byte[] classes() {
    WireBytes bytes = new WireBytes().word(CLASSES.length);
    for (int one : CLASSES) {
      bytes.word(one);
    }
    return bytes.word(128).word(1).toBytes();
  }
}
