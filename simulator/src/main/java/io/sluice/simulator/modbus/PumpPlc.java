package io.sluice.simulator.modbus;

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pump's PLC: Modbus TCP and RTU over TCP on loopback, the same registers behind both. */
public final class PumpPlc implements Link {
  static final String LOOPBACK = "127.0.0.1";

  private static final Logger log = LoggerFactory.getLogger(PumpPlc.class);

  private final NioEventLoopGroup eventLoop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("pump-plc-io", true));
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(new DefaultThreadFactory("pump-plc", true));
  private final ModbusListener tcp;
  private final ModbusListener rtu;

  /**
   * Where it listens on loopback.
   *
   * @param tcp port for Modbus TCP, 0 for any free one
   * @param rtu port for RTU frames over TCP, 0 for any free one
   */
  public record Ports(int tcp, int rtu) {}

  /**
   * @param panel what it shows and commands
   * @param clock wall clock for the write log
   */
  public PumpPlc(Panel panel, Supplier<Instant> clock, Ports ports) {
    PumpServices services = new PumpServices(panel, clock);
    this.tcp = new ModbusListener(services, this::tcpCarrier, ports.tcp());
    this.rtu = new ModbusListener(services, this::rtuCarrier, ports.rtu());
  }

  @Override
  public void start() throws IOException {
    tcp.listen();
    rtu.listen();
  }

  @Override
  public void stop() {
    tcp.fallSilent();
    rtu.fallSilent();
  }

  @Override
  public int port() {
    return tcp.port();
  }

  /** The port for RTU frames, once started. */
  public int rtuPort() {
    return rtu.port();
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

  private ModbusListener.Carrier tcpCarrier(int port) {
    AtomicReference<@Nullable Channel> bound = new AtomicReference<>();
    NettyTcpServerTransport transport =
        NettyTcpServerTransport.create(
            cfg -> {
              cfg.setBindAddress(LOOPBACK);
              cfg.setPort(port);
              cfg.setEventLoopGroup(eventLoop);
              cfg.setExecutor(executor);
              cfg.setBootstrapCustomizer(bootstrap -> bootstrap.handler(new Remember(bound)));
              cfg.setPipelineCustomizer(
                  pipeline ->
                      pipeline.addBefore(pipeline.lastContext().name(), "calm", new Calm()));
            });
    return new ModbusListener.Carrier(transport, bound::get);
  }

  private ModbusListener.Carrier rtuCarrier(int port) {
    RtuOverTcpTransport transport =
        new RtuOverTcpTransport(
            eventLoop, executor, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new ModbusListener.Carrier(transport, transport::listening);
  }

  private static final class Remember extends ChannelInitializer<Channel> {
    private final AtomicReference<@Nullable Channel> bound;

    Remember(AtomicReference<@Nullable Channel> bound) {
      this.bound = bound;
    }

    @Override
    protected void initChannel(Channel channel) {
      bound.set(channel);
    }
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
