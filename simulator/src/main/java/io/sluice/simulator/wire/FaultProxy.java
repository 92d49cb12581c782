package io.sluice.simulator.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A cable on loopback between clients and a server, with faults that can be begun and ended while
 * it carries: one thread, at most 256 KiB waiting in each direction of a connection, everything
 * given back on close. What looks like chance follows from the seed.
 *
 * <p>Thread-safe. A change holds for every message that arrives after the method has returned.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int CONNECT_MILLIS = 2_000;
  private static final long PATIENCE_SECONDS = 5;

  private final IntSupplier serverPort;
  private final Framing framing;
  private final NioEventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("fault-proxy", true));
  private final EventLoop loop = group.next();
  private final Tally tally = new Tally();
  private final Faults requests;
  private final Faults answers;

  /** By the client's end. Touched on the loop only. */
  private final Map<Channel, Cable> cables = new HashMap<>();

  private volatile int open;
  private final HeldPort port;
  private @Nullable Channel listening;

  /** A proxy on a free port whose messages are what one read brings, seed 1. */
  public static FaultProxy to(int serverPort) throws IOException {
    return new FaultProxy(0, () -> serverPort, Framing.RAW, 1);
  }

  /** A proxy on a free port that knows where the protocol's messages begin and end. */
  public static FaultProxy to(int serverPort, Framing framing, long seed) throws IOException {
    return new FaultProxy(0, () -> serverPort, framing, seed);
  }

  /**
   * Listens at once; the server need not be there yet.
   *
   * @param port on loopback, 0 for any free one
   * @param serverPort on loopback, asked for each connection
   * @throws IOException where the port cannot be had
   */
  public FaultProxy(int port, IntSupplier serverPort, Framing framing, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    this.port = new HeldPort(port);
    this.serverPort = serverPort;
    this.framing = framing;
    this.requests = new Faults(random.split(), tally);
    this.answers = new Faults(random.split(), tally);
    try {
      admit();
    } catch (IOException taken) {
      close();
      throw taken;
    }
  }

  /** Where clients connect, on 127.0.0.1. */
  public int port() {
    return port.number();
  }

  /** Lets a fault begin in one direction, behind those that are at work already. */
  public void begin(Direction direction, WireFault fault) {
    faults(direction).begin(fault);
    if (fault instanceof WireFault.HalfOpen) {
      onLoop(
          () -> {
            cables.values().forEach(cable -> cable.abandon(faults(direction)));
            return null;
          });
    }
  }

  /** Ends a fault; does nothing where it is not at work. What was lost stays lost. */
  public void end(Direction direction, WireFault fault) {
    faults(direction).end(fault);
  }

  /** Ends all faults of both directions and accepts connections again. */
  public void heal() throws IOException {
    requests.clear();
    answers.clear();
    admit();
  }

  /** From now on connections are refused; those that are there stay. */
  public synchronized void refuse() {
    Channel bound = listening;
    listening = null;
    if (bound != null) {
      bound.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
      // Java gives a port back only with the selection after the close.
      loop.schedule(() -> {}, 5, TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Accepts connections again, on the same port; does nothing where it does. */
  public synchronized void admit() throws IOException {
    if (listening != null) {
      return;
    }
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(io.netty.channel.socket.nio.NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(new Accept())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on 127.0.0.1:" + port() + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    listening = bound.channel();
  }

  /** Ends all connections with FIN. */
  public void cut() {
    onLoop(
        () -> {
          List.copyOf(cables.values()).forEach(Cable::cut);
          return null;
        });
  }

  /** Breaks all connections with RST. */
  public void reset() {
    onLoop(
        () -> {
          List.copyOf(cables.values()).forEach(Cable::reset);
          return null;
        });
  }

  /** Clients connected now. */
  public int connections() {
    return open;
  }

  /** What was done so far. */
  public ProxyCounts counts() {
    return tally.counts();
  }

  @Override
  public void close() {
    refuse();
    cut();
    group
        .shutdownGracefully(0, 1, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      port.close();
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }

  private Faults faults(Direction direction) {
    return direction == Direction.REQUESTS ? requests : answers;
  }

  private void onLoop(Callable<@Nullable Void> change) {
    if (!loop.isShuttingDown()) {
      loop.submit(change).awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The server is asked first; where it is not there, the client is reset. */
  private void connect(Channel near) {
    tally.connections.increment();
    Cable cable = new Cable(near);
    cables.put(near, cable);
    open = cables.size();
    near.closeFuture()
        .addListener(
            closed -> {
              cables.remove(near);
              open = cables.size();
            });
    if (requests.halfOpen() || answers.halfOpen()) {
      cable.leaveAlone(answers.halfOpen() ? answers : requests);
      return;
    }
    new Bootstrap()
        .group(group)
        .channel(io.netty.channel.socket.nio.NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort.getAsInt()))
        .addListener(
            result -> {
              if (result.isSuccess()) {
                cable.join(((ChannelFuture) result).channel(), framing, requests, answers);
              } else {
                tally.unreachable.increment();
                Cable.reset(near);
              }
            });
  }

  private final class Accept extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel near) {
      connect(near);
    }
  }
}
