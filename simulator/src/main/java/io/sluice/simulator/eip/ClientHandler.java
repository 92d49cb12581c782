package io.sluice.simulator.eip;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's socket. A client that does not take its answers is not heard until it does. */
final class ClientHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Logger log = LoggerFactory.getLogger(ClientHandler.class);

  private final Encapsulation session;
  private final AtomicLong hostile;

  ClientHandler(Encapsulation session, AtomicLong hostile) {
    this.session = session;
    this.hostile = hostile;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    Encapsulation.Outcome outcome = session.take(ByteBufUtil.getBytes(frame));
    if (outcome instanceof Encapsulation.Outcome.Answer answer) {
      if (answer.frame().hasRemaining()) {
        ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(answer.frame()));
      }
    } else if (outcome instanceof Encapsulation.Outcome.Hostile nonsense) {
      closeAsHostile(context, nonsense.what());
    } else {
      ChannelFuture unused = context.close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      ChannelFuture unused = context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      closeAsHostile(context, "a frame that is too long");
    } else {
      log.debug("logix: closing {}: {}", context.channel().remoteAddress(), cause.toString());
      ChannelFuture unused = context.close();
    }
  }

  private void closeAsHostile(ChannelHandlerContext context, String what) {
    hostile.incrementAndGet();
    log.debug("logix: closing {}: {}", context.channel().remoteAddress(), what);
    ChannelFuture unused = context.close();
  }
}
