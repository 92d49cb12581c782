package io.sluice.connectors.plc4x;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.sluice.connectors.link.Spoken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What comes from an S7 PLC, checked before the driver sees it: frames (RFC 1006, 6), transport
 * units of class 0 (X.224, 13) and the lengths inside an S7 message. The driver throws such things
 * away with a stack trace in the log and waits, or takes them; here they end the connection with a
 * sentence. Messages that come in fragments, which the driver cannot read, are put together.
 *
 * <p>Runs on the channel's event loop; {@link #grantedPdu} and {@link #fault} are for any thread.
 */
final class IsoFrames extends ByteToMessageDecoder {
  /** A message of fewer bytes cannot carry a value. */
  static final int SHORTEST_PDU = 64;

  private static final int LONGEST_FRAME = 8_196;
  private static final int TPKT = 4;
  private static final int DATA_HEADER = 3;
  private static final int CONFIRM = 0xD0;
  private static final int DATA = 0xF0;
  private static final int REFUSAL = 0x80;
  private static final int LAST = 0x80;
  private static final int SETUP = 0xF0;
  private static final int READ = 0x04;
  private static final int ACCEPTED = 0xFF;

  private final Duration within;
  private @Nullable ByteBuf fragments;
  private @Nullable Future<?> deadline;
  private boolean confirmed;
  private volatile int grantedPdu;
  private volatile int grantedJobs;
  private volatile int refusal;
  private volatile @Nullable String fault;

  IsoFrames(Duration within) {
    this.within = within;
  }

  /** Longest message the PLC agreed to, 0 before the setup. */
  int grantedPdu() {
    return grantedPdu;
  }

  /** Most jobs at once that the PLC agreed to, 0 before the setup. */
  int grantedJobs() {
    return grantedJobs;
  }

  /** Error class and code of the last answer, 0 where it had none. */
  int refusal() {
    return refusal;
  }

  /** Why the connection was ended from this side, or null. */
  @Nullable String fault() {
    return fault;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    deadline =
        context.executor().schedule(() -> late(context), within.toNanos(), TimeUnit.NANOSECONDS);
    super.channelActive(context);
  }

  private void late(ChannelHandlerContext context) {
    if (grantedPdu == 0) {
      end(context, "connected, but no answer within " + Spoken.duration(within));
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (fault != null) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < TPKT) {
      return;
    }
    int at = in.readerIndex();
    int length = in.getUnsignedShort(at + 2);
    if (in.getByte(at) != 3 || length < TPKT + DATA_HEADER || length > LONGEST_FRAME) {
      end(context, "the PLC sent what is no frame of ISO-on-TCP");
    } else if (in.readableBytes() >= length) {
      ByteBuf frame = in.readSlice(length);
      String wrong = take(frame, context.alloc(), out);
      if (wrong != null) {
        end(context, wrong);
      }
    }
  }

  /** Passes the frame on where it is sound, or says what is wrong. */
  private @Nullable String take(ByteBuf frame, ByteBufAllocator memory, List<Object> out) {
    int header = frame.getUnsignedByte(TPKT);
    int type = frame.getUnsignedByte(TPKT + 1) & 0xF0;
    if (type == REFUSAL) {
      return "the PLC refused the connection; rack and slot may be wrong";
    }
    if (type == CONFIRM && !confirmed && TPKT + 1 + header == frame.readableBytes()) {
      confirmed = true;
      out.add(frame.retain());
      return null;
    }
    if (type != DATA || !confirmed || header != 2) {
      return "the PLC sent a transport unit that does not belong here";
    }
    return data(frame, memory, out);
  }

  private @Nullable String data(ByteBuf frame, ByteBufAllocator memory, List<Object> out) {
    boolean last = (frame.getUnsignedByte(TPKT + 2) & LAST) != 0;
    ByteBuf held = fragments;
    if (last && held == null) {
      String wrong = message(frame.slice(TPKT + DATA_HEADER, length(frame)));
      if (wrong == null) {
        out.add(frame.retain());
      }
      return wrong;
    }
    if (held == null) {
      held = memory.buffer(256, LONGEST_FRAME).writeZero(TPKT + DATA_HEADER);
      fragments = held;
    }
    if (held.readableBytes() + length(frame) > LONGEST_FRAME) {
      return "the PLC sent a message longer than agreed";
    }
    held.writeBytes(frame, TPKT + DATA_HEADER, length(frame));
    if (!last) {
      return null;
    }
    fragments = null;
    return whole(held, out);
  }

  private @Nullable String whole(ByteBuf joined, List<Object> out) {
    joined.setByte(0, 3).setShort(2, joined.readableBytes());
    joined.setByte(TPKT, 2).setByte(TPKT + 1, DATA).setByte(TPKT + 2, LAST);
    String wrong = message(joined.slice(TPKT + DATA_HEADER, length(joined)));
    if (wrong == null) {
      out.add(joined);
    } else {
      joined.release();
    }
    return wrong;
  }

  private static int length(ByteBuf frame) {
    return frame.readableBytes() - TPKT - DATA_HEADER;
  }

  private @Nullable String message(ByteBuf message) {
    int size = message.readableBytes();
    int kind = size < 10 ? 0 : message.getUnsignedByte(1);
    int header = kind == 2 || kind == 3 ? 12 : 10;
    if (size < header
        || message.getUnsignedByte(0) != 0x32
        || header + message.getUnsignedShort(6) + message.getUnsignedShort(8) != size) {
      return "the PLC sent what is no S7 message";
    }
    refusal = header == 12 ? message.getUnsignedShort(10) : 0;
    emptyRefusal(message, header);
    boolean setup = kind == 3 && size >= header + 8 && message.getUnsignedByte(header) == SETUP;
    return setup && grantedPdu == 0 ? setUp(message, header) : null;
  }

  /**
   * The answer to the read of one refused item ends with that item's head, which in some servers
   * (snap7) announces data all the same; the driver would look for it.
   */
  private static void emptyRefusal(ByteBuf message, int header) {
    int item = message.readableBytes() - 4;
    boolean bare =
        header == 12
            && item == header + 2
            && message.getUnsignedByte(header) == READ
            && message.getUnsignedByte(item) != ACCEPTED;
    if (bare) {
      message.setByte(item + 1, 0).setShort(item + 2, 0);
    }
  }

  private @Nullable String setUp(ByteBuf message, int header) {
    int jobs = message.getUnsignedShort(header + 2);
    int pdu = message.getUnsignedShort(header + 6);
    if (pdu < SHORTEST_PDU || jobs < 1) {
      return "the PLC granted messages of "
          + pdu
          + " bytes and "
          + jobs
          + " at once, at least "
          + SHORTEST_PDU
          + " and 1 are needed";
    }
    grantedJobs = jobs;
    grantedPdu = pdu;
    stopDeadline();
    return null;
  }

  private void end(ChannelHandlerContext context, String why) {
    if (fault == null) {
      fault = why;
    }
    ChannelFuture unused = context.channel().close();
  }

  private void stopDeadline() {
    Future<?> running = deadline;
    if (running != null) {
      boolean unused = running.cancel(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    stopDeadline();
    ByteBuf held = fragments;
    fragments = null;
    if (held != null) {
      held.release();
    }
    super.channelInactive(context);
  }
}
