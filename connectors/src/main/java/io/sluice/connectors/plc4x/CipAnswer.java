package io.sluice.connectors.plc4x;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * What a controller answered, checked against what it was asked, and as the driver can read it. The
 * driver looks for a value behind a refused read and fails on its absence: it gets an empty one,
 * beside the status that says there is none.
 */
final class CipAnswer {
  static final CipAnswer NONE = new CipAnswer(new CipStatus[0], Unpooled.EMPTY_BUFFER, 0);

  private static final int HEAD = 4;
  private static final int FORWARD_OPEN = 0x54;
  private static final int LARGE_FORWARD_OPEN = 0x5B;
  private static final int PEER_CONNECTION_AT = HEAD + 4;
  private static final byte[] NO_VALUE = {(byte) 0xC4, 0, 0, 0, 0, 0};

  private final CipStatus[] parts;
  private final ByteBuf readable;
  private final int peerConnection;

  private CipAnswer(CipStatus[] parts, ByteBuf readable, int peerConnection) {
    this.parts = parts;
    this.readable = readable;
    this.peerConnection = peerConnection;
  }

  /**
   * Checks an answer.
   *
   * @throws UntrueAnswerException where it cannot be one to the question
   */
  static CipAnswer to(CipQuestion asked, ByteBuf message) throws UntrueAnswerException {
    int service = message.getUnsignedByte(0);
    boolean astray = asked.routed() && service == 0xD2;
    if (service != (asked.service() | 0x80) && !astray) {
      throw new UntrueAnswerException("the PLC answered another request than the last one");
    }
    return switch (asked.service()) {
      case CipQuestion.READ, CipQuestion.WRITE -> single(asked, message);
      case CipQuestion.MULTIPLE -> multiple(asked, message);
      case FORWARD_OPEN, LARGE_FORWARD_OPEN -> opened(message);
      default -> new CipAnswer(new CipStatus[0], message, 0);
    };
  }

  /** Parts that were answered. */
  int parts() {
    return parts.length;
  }

  /** What was said of one part. */
  CipStatus part(int i) {
    return parts[i];
  }

  /** The message for the driver. */
  ByteBuf readable() {
    return readable;
  }

  /** By which number the PLC names the connection that was opened with this answer, or 0. */
  int peerConnection() {
    return peerConnection;
  }

  private static CipAnswer single(CipQuestion asked, ByteBuf message) throws UntrueAnswerException {
    ByteBuf out = Unpooled.buffer(message.readableBytes() + NO_VALUE.length);
    CipStatus status = part(asked.service(), message, out);
    return new CipAnswer(new CipStatus[] {status}, out, 0);
  }

  private static CipAnswer multiple(CipQuestion asked, ByteBuf message)
      throws UntrueAnswerException {
    CipStatus whole = CipStatus.of(message);
    int count = asked.parts();
    if (!whole.good() && !whole.embedded()) {
      return refused(count, whole);
    }
    ByteBuf body = message.slice(whole.end(), message.readableBytes() - whole.end());
    if (body.getUnsignedShortLE(0) != count) {
      throw new UntrueAnswerException(
          "the PLC answered "
              + body.getUnsignedShortLE(0)
              + " requests where it was asked "
              + count);
    }
    CipStatus[] parts = new CipStatus[count];
    ByteBuf[] replies = new ByteBuf[count];
    for (int i = 0; i < count; i++) {
      ByteBuf reply = body.slice(offset(body, i), offset(body, i + 1, count) - offset(body, i));
      replies[i] = Unpooled.buffer(reply.readableBytes() + NO_VALUE.length);
      if (reply.getUnsignedByte(0) != (CipQuestion.READ | 0x80)) {
        throw new UntrueAnswerException("the PLC answered another request than the last one");
      }
      parts[i] = part(CipQuestion.READ, reply, replies[i]);
    }
    return new CipAnswer(parts, joined(replies), 0);
  }

  private static int offset(ByteBuf body, int i) {
    return body.getUnsignedShortLE(2 + 2 * i);
  }

  private static int offset(ByteBuf body, int i, int count) {
    return i == count ? body.readableBytes() : offset(body, i);
  }

  /** A refusal of all is one of each. */
  private static CipAnswer refused(int count, CipStatus whole) throws UntrueAnswerException {
    ByteBuf refusal = Unpooled.buffer(HEAD);
    refusal.writeByte(CipQuestion.READ | 0x80).writeByte(0).writeByte(whole.general()).writeByte(0);
    CipStatus[] parts = new CipStatus[count];
    ByteBuf[] replies = new ByteBuf[count];
    for (int i = 0; i < count; i++) {
      replies[i] = Unpooled.buffer(HEAD + NO_VALUE.length);
      CipStatus unused = part(CipQuestion.READ, refusal, replies[i]);
    }
    Arrays.fill(parts, whole.ofAll());
    return new CipAnswer(parts, joined(replies), 0);
  }

  private static ByteBuf joined(ByteBuf[] replies) {
    ByteBuf out = Unpooled.buffer();
    out.writeByte(CipQuestion.MULTIPLE | 0x80).writeZero(HEAD - 1).writeShortLE(replies.length);
    int offset = 2 + 2 * replies.length;
    for (ByteBuf reply : replies) {
      out.writeShortLE(offset);
      offset += reply.readableBytes();
    }
    for (ByteBuf reply : replies) {
      out.writeBytes(reply);
    }
    return out;
  }

  /** One reply, copied as the driver can read it. */
  private static CipStatus part(int service, ByteBuf reply, ByteBuf out)
      throws UntrueAnswerException {
    CipStatus status = CipStatus.of(reply);
    int end = status.end();
    int length = reply.readableBytes() - end;
    if (status.good() && service == CipQuestion.READ && !CipValue.readable(reply, end, length)) {
      status = CipStatus.STRANGE_TYPE;
    }
    out.writeByte(service | 0x80).writeByte(0).writeByte(status.general()).writeByte(0);
    if (service == CipQuestion.READ && status.good()) {
      out.writeBytes(reply, end, length);
    } else if (service == CipQuestion.READ) {
      out.writeBytes(NO_VALUE);
    }
    return status;
  }

  private static CipAnswer opened(ByteBuf message) throws UntrueAnswerException {
    CipStatus status = CipStatus.of(message);
    if (!status.good()) {
      boolean size = status.general() == 0x08 || status.extended() == 0x0109;
      throw new UntrueAnswerException(
          "the PLC refused the connection ("
              + status
              + "); "
              + (size ? "it does not take packets of 4002 bytes" : "the slot may be wrong"));
    }
    int peer = message.getIntLE(PEER_CONNECTION_AT);
    return new CipAnswer(new CipStatus[0], message, peer);
  }
}
