package io.sluice.simulator.modbus;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sluice.simulator.instruments.Link;
import io.sluice.simulator.instruments.Panel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pump's PLC: a Modbus TCP server on loopback. */
public final class PumpPlc implements Link {
  private static final Logger log = LoggerFactory.getLogger(PumpPlc.class);
  private static final String LOOPBACK = "127.0.0.1";

  private final PumpServices services;
  private final NioEventLoopGroup eventLoop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("pump-plc-io", true));
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(new DefaultThreadFactory("pump-plc", true));
  private @Nullable ModbusTcpServer server;
  private @Nullable Channel listening;
  private volatile int port;
  private boolean powered;
  private boolean cut;

  /**
   * @param panel what it shows and commands
   * @param clock wall clock for the write log
   * @param port TCP port on loopback, 0 for any free one
   */
  public PumpPlc(Panel panel, Supplier<Instant> clock, int port) {
    this.services = new PumpServices(panel, clock);
    this.port = port;
  }

  @Override
  public void start() throws IOException {
    powered = true;
    listen();
  }

  @Override
  public void stop() {
    powered = false;
    fallSilent();
  }

  @Override
  public void mend() throws IOException {
    cut = false;
    listen();
  }

  @Override
  public void cut() {
    cut = true;
    fallSilent();
  }

  private void listen() throws IOException {
    if (!powered || cut || server != null) {
      return;
    }
    AtomicReference<Channel> bound = new AtomicReference<>();
    ModbusTcpServer fresh =
        ModbusTcpServer.create(
            transport(bound), services, cfg -> cfg.setRequestSerializer(new RequestReader()));
    try {
      fresh.start();
    } catch (ExecutionException failed) {
      throw new IOException(
          "modbus: cannot listen on " + LOOPBACK + ":" + port + ": " + failed.getCause(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("modbus: interrupted while starting", interrupted);
    }
    listening = bound.get();
    port = ((InetSocketAddress) bound.get().localAddress()).getPort();
    server = fresh;
  }

  private NettyTcpServerTransport transport(AtomicReference<Channel> bound) {
    return NettyTcpServerTransport.create(
        cfg -> {
          cfg.setBindAddress(LOOPBACK);
          cfg.setPort(port);
          cfg.setEventLoopGroup(eventLoop);
          cfg.setExecutor(executor);
          cfg.setBootstrapCustomizer(
              bootstrap ->
                  bootstrap.handler(
                      new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                          bound.set(channel);
                        }
                      }));
          cfg.setPipelineCustomizer(
              pipeline -> pipeline.addBefore(pipeline.lastContext().name(), "calm", new Calm()));
        });
  }

  private void fallSilent() {
    ModbusTcpServer running = server;
    server = null;
    if (running == null) {
      return;
    }
    try {
      running.stop();
    } catch (ExecutionException failed) {
      log.warn("modbus: closing the port failed: {}", failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    closePort();
  }

  /**
   * Java gives a port back only with the selection after the close, so the event loop turns once
   * more before a cut link is said to be cut.
   */
  private void closePort() {
    Channel bound = listening;
    listening = null;
    if (bound != null) {
      boolean closed = bound.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
      boolean turned =
          bound
              .eventLoop()
              .schedule(() -> {}, 5, TimeUnit.MILLISECONDS)
              .awaitUninterruptibly(2, TimeUnit.SECONDS);
      if (!closed || !turned) {
        log.warn("modbus: port {} is still open after 2 s", port);
      }
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void publish() {
    // Modbus clients poll.
  }

  @Override
  public void close() {
    stop();
    executor.shutdownNow();
    eventLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  /** A client that breaks its connection or talks nonsense is closed with one line, not a stack. */
  private static final class Calm extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("modbus: closing {}: {}", context.channel().remoteAddress(), cause.toString());
      var unused = context.close();
    }
  }
}
