package io.sluice.connectors.plc4x;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.sluice.connectors.link.PlainFault;
import io.sluice.connectors.link.Spoken;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.plc4x.java.spi.events.ConnectEvent;
import org.apache.plc4x.java.spi.events.DisconnectEvent;
import org.jspecify.annotations.Nullable;

/**
 * EtherNet/IP between wire and driver (CIP Networks Library volume 2, chapter 2). PLC4X takes any
 * answer for the one it waits for, repeats sequence counts, on which a controller repeats its last
 * answer instead of reading or writing, and stops for good at a refused read. Here each request
 * gets a sender context or sequence count of its own, an answer that does not belong to it ends the
 * connection with a sentence, and refusals are made readable and kept for {@link #lastAnswer}.
 *
 * <p>Runs on the channel's event loop; {@link #lastAnswer} and {@link #setUp} are for any thread.
 */
final class EipFrames extends ChannelDuplexHandler {
  private static final int HEADER = 24;
  private static final int CONTEXT_AT = 12;
  private static final int LONGEST_DATA = 4_400;
  private static final int NOP = 0x00;
  private static final int REGISTER_SESSION = 0x65;
  private static final int SEND_RR_DATA = 0x6F;
  private static final int SEND_UNIT_DATA = 0x70;
  private static final int NOTHING = -1;

  /** Interface handle, timeout and number of items. */
  private static final int ITEMS_AT = HEADER + 8;

  private static final int UNCONNECTED_AT = ITEMS_AT + 8;
  private static final int SEQUENCE_AT = ITEMS_AT + 12;
  private static final int CONNECTED_AT = SEQUENCE_AT + 2;

  private final Duration within;
  private int awaited = NOTHING;
  private long context;
  private int sequence;
  private int session;
  private int peerConnection;
  private CipQuestion asked = CipQuestion.NONE;
  private @Nullable Future<?> deadline;
  private volatile CipAnswer last = CipAnswer.NONE;

  /**
   * Checks.
   *
   * @param within longest time from the TCP connection to the end of the setup
   */
  EipFrames(Duration within) {
    this.within = within;
  }

  /** What comes before it in the pipeline: bytes become whole frames of bounded length. */
  static ChannelHandler whole() {
    return new LengthFieldBasedFrameDecoder(
        ByteOrder.LITTLE_ENDIAN, HEADER + LONGEST_DATA, 2, 2, HEADER - 4, 0, true);
  }

  /** What the last answer to a read or write said of each of its parts. */
  CipAnswer lastAnswer() {
    return last;
  }

  /** The driver has its session. */
  void setUp() {
    Future<?> running = deadline;
    if (running != null) {
      boolean unused = running.cancel(false);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext pipe) throws Exception {
    deadline = pipe.executor().schedule(() -> late(pipe), within.toNanos(), TimeUnit.NANOSECONDS);
    super.channelActive(pipe);
  }

  private void late(ChannelHandlerContext pipe) {
    ChannelFault.close(
        pipe.channel(), "connected, but no answer within " + Spoken.duration(within));
  }

  @Override
  public void channelInactive(ChannelHandlerContext pipe) throws Exception {
    setUp();
    super.channelInactive(pipe);
  }

  @Override
  public void write(ChannelHandlerContext pipe, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof ByteBuf frame && frame.readableBytes() >= HEADER) {
      ask(frame.slice());
    }
    super.write(pipe, message, promise);
  }

  private void ask(ByteBuf frame) {
    awaited = frame.getUnsignedShortLE(0);
    if (awaited == SEND_UNIT_DATA) {
      sequence = sequence + 1 & 0xFFFF;
      frame.setShortLE(SEQUENCE_AT, sequence);
      asked = CipQuestion.of(frame.slice(CONNECTED_AT, frame.readableBytes() - CONNECTED_AT));
    } else {
      frame.setLongLE(CONTEXT_AT, ++context);
      asked =
          awaited == SEND_RR_DATA
              ? CipQuestion.of(frame.slice(UNCONNECTED_AT, frame.readableBytes() - UNCONNECTED_AT))
              : CipQuestion.NONE;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext pipe, Object message) {
    ByteBuf frame = (ByteBuf) message;
    try {
      if (frame.getUnsignedShortLE(0) != NOP && pipe.channel().isActive()) {
        check(frame);
        ByteBuf checked = taken(frame);
        awaited = NOTHING;
        pipe.fireChannelRead(checked);
      }
    } catch (UntrueAnswerException untrue) {
      ChannelFault.close(pipe.channel(), String.valueOf(untrue.getMessage()));
    } catch (IndexOutOfBoundsException tooShort) {
      ChannelFault.close(pipe.channel(), "the PLC sent an answer that ends too early");
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void check(ByteBuf frame) throws UntrueAnswerException {
    int command = frame.getUnsignedShortLE(0);
    if (command != awaited) {
      throw new UntrueAnswerException("the PLC sent what was not asked for");
    }
    long status = frame.getUnsignedIntLE(8);
    if (status != 0) {
      throw new UntrueAnswerException(
          String.format("the PLC refused the session with status %02x", status));
    }
    if (command == REGISTER_SESSION) {
      session = frame.getIntLE(4);
    } else if (session != 0 && frame.getIntLE(4) != session) {
      throw new UntrueAnswerException("the PLC answered for another session");
    }
    if (command != SEND_UNIT_DATA && frame.getLongLE(CONTEXT_AT) != context) {
      throw new UntrueAnswerException("the PLC answered another request than the last one");
    }
  }

  /** The frame as the driver can read it. */
  private ByteBuf taken(ByteBuf frame) throws UntrueAnswerException {
    if (awaited == SEND_RR_DATA) {
      items(frame, 0x0000, 0, 0x00B2);
      return message(frame, UNCONNECTED_AT);
    }
    if (awaited != SEND_UNIT_DATA) {
      return Unpooled.copiedBuffer(frame);
    }
    items(frame, 0x00A1, 4, 0x00B1);
    if (frame.getIntLE(ITEMS_AT + 4) != peerConnection) {
      throw new UntrueAnswerException("the PLC answered on another connection");
    }
    if (frame.getUnsignedShortLE(SEQUENCE_AT) != sequence) {
      throw new UntrueAnswerException("the PLC answered another request than the last one");
    }
    return message(frame, CONNECTED_AT);
  }

  private static void items(ByteBuf frame, int address, int addressLength, int data)
      throws UntrueAnswerException {
    int dataAt = ITEMS_AT + 4 + addressLength;
    boolean sound =
        frame.getUnsignedShortLE(ITEMS_AT - 2) == 2
            && frame.getUnsignedShortLE(ITEMS_AT) == address
            && frame.getUnsignedShortLE(ITEMS_AT + 2) == addressLength
            && frame.getUnsignedShortLE(dataAt) == data
            && frame.getUnsignedShortLE(dataAt + 2) == frame.readableBytes() - dataAt - 4;
    if (!sound) {
      throw new UntrueAnswerException("the PLC sent items that do not add up");
    }
  }

  /** Head and message, of which the message may have become longer or shorter. */
  private ByteBuf message(ByteBuf frame, int at) throws UntrueAnswerException {
    ByteBuf message = frame.slice(at, frame.readableBytes() - at);
    CipAnswer answer = CipAnswer.to(asked, message);
    if (answer.peerConnection() != 0) {
      peerConnection = answer.peerConnection();
    }
    last = answer;
    ByteBuf readable = answer.readable();
    ByteBuf whole = Unpooled.buffer(at + readable.readableBytes());
    whole.writeBytes(frame, 0, at).writeBytes(readable);
    whole.setShortLE(2, whole.readableBytes() - HEADER);
    int lengthAt = at == CONNECTED_AT ? at - 4 : at - 2;
    return whole.setShortLE(lengthAt, whole.readableBytes() - lengthAt - 2);
  }

  /**
   * By the time it is told to connect the driver has its handlers in place; and it would say
   * good-bye to a PLC that has gone, and fail with that.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext pipe, Object event) throws Exception {
    if (event instanceof ConnectEvent) {
      pipe.pipeline().addLast(last());
    }
    if (!(event instanceof DisconnectEvent) || pipe.channel().isActive()) {
      super.userEventTriggered(pipe, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext pipe, Throwable cause) {
    if (cause instanceof DecoderException) {
      ChannelFault.close(pipe.channel(), "the PLC sent a frame longer than any of its answers");
    } else if (cause instanceof IOException) {
      ChannelFuture unused = pipe.channel().close();
    } else {
      ChannelFault.close(pipe.channel(), PlainFault.sentence(cause, "the PLC"));
    }
  }

  /** What comes behind the driver: its own failures end the connection, and fill no log. */
  private static ChannelHandler last() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void exceptionCaught(ChannelHandlerContext pipe, Throwable cause) {
        ChannelFault.close(pipe.channel(), PlainFault.sentence(cause, "the PLC"));
      }
    };
  }
}
