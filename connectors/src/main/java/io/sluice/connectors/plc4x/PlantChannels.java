package io.sluice.connectors.plc4x;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.events.CloseConnectionEvent;

/** Opens the TCP channels of one PLC4X connection on the process's shared event loops. */
final class PlantChannels implements ChannelFactory {
  /** Daemon threads, idle without traffic: two carry hundreds of polled devices. */
  private static final EventLoopGroup SHARED =
      new NioEventLoopGroup(2, new DefaultThreadFactory("plc4x-io", true));

  private static final int CONNECT_MILLIS = 5_000;

  private final InetSocketAddress peer;

  PlantChannels(InetSocketAddress peer) {
    this.peer = peer;
  }

  @Override
  public boolean isPassive() {
    return false;
  }

  @Override
  public Channel createChannel(ChannelHandler handler) throws PlcConnectionException {
    ChannelFuture connect =
        new Bootstrap()
            .group(SHARED)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(handler)
            .connect(peer);
    try {
      connect.await();
    } catch (InterruptedException givenUp) {
      ChannelFuture unused = connect.channel().close();
      Thread.currentThread().interrupt();
      throw new PlcConnectionException("given up while connecting");
    }
    if (!connect.isSuccess()) {
      ChannelFuture unused = connect.channel().close();
      throw new PlcConnectionException("not connected", connect.cause());
    }
    return connect.channel();
  }

  @Override
  public void initializePipeline(ChannelPipeline pipeline) {
    pipeline.addLast(new LetGo());
  }

  /**
   * Where the peer closes first, PLC4X forgets to stop the driver's request threads and its timer:
   * its own close asks an already closed channel and returns. While the handlers are still in the
   * pipeline they can be told.
   */
  private static final class LetGo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      context.pipeline().fireUserEventTriggered(new CloseConnectionEvent());
      ChannelFuture unused = context.pipeline().close();
      super.channelInactive(context);
    }
  }
}
