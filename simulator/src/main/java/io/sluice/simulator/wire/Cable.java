package io.sluice.simulator.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through the proxy: the client's end, the server's, a passage each way. */
final class Cable {
  private static final Logger log = LoggerFactory.getLogger(Cable.class);

  private final Channel near;
  private @Nullable Channel far;
  private boolean abandoned;

  Cable(Channel near) {
    this.near = near;
  }

  /** Joins both ends; the client is read from now on. */
  void join(Channel server, Framing framing, Faults requests, Faults answers) {
    far = server;
    Passage there = new Passage(near, server, framing, requests);
    Passage back = new Passage(server, near, framing, answers);
    near.pipeline().addLast(new End(there, back));
    server.pipeline().addLast(new End(back, there));
    near.config().setAutoRead(true);
    server.config().setAutoRead(true);
    if (!near.isActive()) {
      hangUp(server);
    }
  }

  /** There is no server behind it; the client talks to nobody. */
  void leaveAlone(Faults answers) {
    near.pipeline().addLast(new Nobody(answers));
    near.config().setAutoRead(true);
  }

  /** The server goes away and the client does not hear of it. */
  void abandon(Faults answers) {
    Channel server = far;
    abandoned = true;
    far = null;
    if (server != null) {
      near.pipeline().removeLast();
      hangUp(server);
      leaveAlone(answers);
    }
  }

  void cut() {
    hangUp(near);
    Channel server = far;
    if (server != null) {
      hangUp(server);
    }
  }

  void reset() {
    reset(near);
    Channel server = far;
    if (server != null) {
      reset(server);
    }
  }

  /**
   * Closes with RST once what was written is out, or where nobody reads it: the other end's next
   * read fails.
   */
  static void reset(Channel channel) {
    ChannelFuture flushed = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    flushed.addListener(done -> breakOff(channel));
    var unused = channel.eventLoop().schedule(() -> breakOff(channel), 1, TimeUnit.SECONDS);
  }

  private static void breakOff(Channel channel) {
    if (channel instanceof SocketChannel socket && socket.isActive()) {
      socket.config().setSoLinger(0);
    }
    hangUp(channel);
  }

  private static void hangUp(Channel channel) {
    var unused = channel.close();
  }

  /** One end: what it says goes into its passage; when it closes, so does the other. */
  private final class End extends ChannelInboundHandlerAdapter {
    private final Passage out;
    private final Passage in;

    End(Passage out, Passage in) {
      this.out = out;
      this.in = in;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      out.take((ByteBuf) message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      in.pump();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!abandoned) {
        out.end();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("wire: {}", cause.toString());
      hangUp(context.channel());
    }
  }

  /** Nobody listens; once the fault is over there is somebody who knows nothing of this. */
  private static final class Nobody extends ChannelInboundHandlerAdapter {
    private final Faults answers;

    Nobody(Faults answers) {
      this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      if (!answers.halfOpen()) {
        reset(context.channel());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("wire: {}", cause.toString());
      hangUp(context.channel());
    }
  }
}
