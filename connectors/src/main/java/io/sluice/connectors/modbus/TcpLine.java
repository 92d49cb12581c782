package io.sluice.connectors.modbus;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A TCP connection, with TLS on it or without, on the process's shared event loops. */
final class TcpLine implements Line {
  /** Daemon threads, idle without traffic: two carry hundreds of polled devices. */
  private static final EventLoopGroup SHARED =
      new NioEventLoopGroup(2, new DefaultThreadFactory("modbus-io", true));

  private static final int CLOSE_MILLIS = 1_000;

  private final Channel channel;
  private final Ear ear;

  private TcpLine(Channel channel, Ear ear) {
    this.channel = channel;
    this.ear = ear;
  }

  /**
   * Connects, and shakes hands where there is TLS; blocks for the time limit at most.
   *
   * @throws Exception any failure; nothing is left open
   */
  static TcpLine open(ModbusUrl url, @Nullable TlsClient tls, Duration timeout, Listener listener)
      throws Exception {
    Ear ear = new Ear(listener);
    ChannelFuture connect =
        new Bootstrap()
            .group(SHARED)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.handler(channel.alloc(), url, timeout));
                    }
                    channel.pipeline().addLast(ear);
                  }
                })
            .connect(new InetSocketAddress(url.host(), url.port()));
    try {
      await(connect, timeout);
      SslHandler shaking = connect.channel().pipeline().get(SslHandler.class);
      if (shaking != null) {
        await(shaking.handshakeFuture(), timeout);
      }
      return new TcpLine(connect.channel(), ear);
    } catch (Exception failed) {
      ChannelFuture unused = connect.channel().close();
      throw failed;
    }
  }

  @Override
  public void send(byte[] frame) {
    ChannelFuture unused = channel.writeAndFlush(Unpooled.wrappedBuffer(frame));
  }

  @Override
  public void abandon(Throwable why) {
    ear.why = why;
    ChannelFuture unused = channel.close();
  }

  @Override
  public void close() throws InterruptedException {
    boolean unused = channel.close().await(CLOSE_MILLIS);
  }

  private static void await(Future<?> future, Duration timeout) throws Exception {
    if (!future.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException();
    }
    if (!future.isSuccess()) {
      Throwable cause = future.cause();
      throw cause instanceof Exception known ? known : new ClosedChannelException();
    }
  }

  private static final class Ear extends SimpleChannelInboundHandler<ByteBuf> {
    private final Listener listener;
    private volatile @Nullable Throwable why;

    Ear(Listener listener) {
      this.listener = listener;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      listener.bytes(bytes.nioBuffer());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      Throwable known = why;
      listener.closed(known == null ? new ClosedChannelException() : known);
    }

    /** Told by the close that follows, not by a log. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      why = cause;
      ChannelFuture unused = context.close();
    }
  }
}
