package io.sluice.simulator.eip;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sluice.simulator.instruments.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Logix controller in slot 0 behind an EtherNet/IP port on loopback. One thread serves all
 * clients; connections, frames and answers are bounded, a client that talks nonsense is closed and
 * counted.
 */
public final class LogixController implements Link {
  /** TCP connections at once; the next is closed. */
  public static final int MOST_CONNECTIONS = 32;

  private static final Logger log = LoggerFactory.getLogger(LogixController.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int LONGEST_DATA = 4_400;
  private static final int IDLE_SECONDS = 120;

  private final ControllerTags tags;
  private final NioEventLoopGroup eventLoop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("logix-plc", true));
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicInteger ids = new AtomicInteger(0x1000);
  private final AtomicLong hostile = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private @Nullable Channel listening;
  private volatile int port;

  /**
   * @param tags what it serves
   * @param port TCP port on loopback, 0 for any free one
   */
  public LogixController(ControllerTags tags, int port) {
    this.tags = tags;
    this.port = port;
  }

  @Override
  public void start() throws IOException {
    listen();
  }

  @Override
  public void stop() {
    fallSilent();
  }

  @Override
  public int port() {
    return port;
  }

  /** Clients that were closed because of what they sent. */
  public long hostile() {
    return hostile.get();
  }

  /** Clients that were closed because there were too many. */
  public long refused() {
    return refused.get();
  }

  /** Clients connected now. */
  public int connections() {
    return clients.size();
  }

  @Override
  public void publish() {
    // Clients of explicit messages poll.
  }

  @Override
  public void close() {
    stop();
    eventLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  private void listen() throws IOException {
    if (listening != null) {
      return;
    }
    ChannelFuture bind =
        new ServerBootstrap()
            .group(eventLoop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    admit(client);
                  }
                })
            .bind(LOOPBACK, port)
            .awaitUninterruptibly();
    if (!bind.isSuccess()) {
      throw new IOException(
          "logix: cannot listen on " + LOOPBACK + ":" + port + ": " + bind.cause(), bind.cause());
    }
    port = ((InetSocketAddress) bind.channel().localAddress()).getPort();
    listening = bind.channel();
  }

  private void admit(SocketChannel client) {
    if (clients.size() >= MOST_CONNECTIONS) {
      refused.incrementAndGet();
      ChannelFuture unused = client.close();
      return;
    }
    clients.add(client);
    Encapsulation session = new Encapsulation(tags, ids::incrementAndGet, port);
    client
        .pipeline()
        .addLast(
            new IdleStateHandler(IDLE_SECONDS, 0, 0),
            new LengthFieldBasedFrameDecoder(
                ByteOrder.LITTLE_ENDIAN,
                Encapsulation.HEADER + LONGEST_DATA,
                2,
                2,
                Encapsulation.HEADER - 4,
                0,
                true),
            new ClientHandler(session, hostile));
  }

  /**
   * Java gives a port back only with the selection after the close, so the event loop turns once
   * more before the controller is said to be silent.
   */
  private void fallSilent() {
    Channel bound = listening;
    listening = null;
    if (bound == null) {
      return;
    }
    boolean closed = bound.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    closed &= clients.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    boolean turned =
        bound
            .eventLoop()
            .schedule(() -> {}, 5, TimeUnit.MILLISECONDS)
            .awaitUninterruptibly(2, TimeUnit.SECONDS);
    if (!closed || !turned) {
      log.warn("logix: port {} is still open after 2 s", port);
    }
  }
}
