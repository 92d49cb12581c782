package io.sluice.simulator.opcua;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sluice.simulator.instruments.Link;
import io.sluice.simulator.instruments.Panel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.nodes.factories.NodeFactory;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.AccessController;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultAccessController;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.eclipse.milo.opcua.stack.transport.server.ServerApplicationContext;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heat exchanger's controller: an OPC UA server on loopback, anonymous, and unsecured unless it
 * is given a certificate.
 */
public final class ExchangerServer implements Link {
  private static final Logger log = LoggerFactory.getLogger(ExchangerServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PATH = "/virtual-plant";
  private static final String APPLICATION = "urn:sluice:virtual-plant:server";

  private final Panel panel;
  private final Supplier<Instant> clock;
  private volatile int port;
  private int shown;
  private @Nullable Running running;
  private final OutOfOrder faults = new OutOfOrder();
  private @Nullable ServerCertificate certificate;
  private volatile @Nullable ExchangerNamespace namespace;

  /**
   * @param panel what it shows and commands
   * @param clock wall clock for the write log
   * @param port TCP port on loopback, 0 for any free one
   */
  public ExchangerServer(Panel panel, Supplier<Instant> clock, int port) {
    this.panel = panel;
    this.clock = clock;
    this.port = port;
  }

  /** Before the start: the port that its endpoint tells, where a cable leads from there to it. */
  public void advertise(int portOfTheCable) {
    shown = portOfTheCable;
  }

  /** Endpoint URL of a server on the port. */
  public static String url(int port) {
    return "opc.tcp://" + LOOPBACK + ":" + port + PATH;
  }

  @Override
  public void start() throws IOException {
    if (running != null) {
      return;
    }
    port = freePort(port);
    Running fresh = new Running(this, port, shown == 0 ? port : shown);
    try {
      fresh.server.startup().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      fresh.close();
      throw new IOException("OPC UA: cannot listen on " + LOOPBACK + ":" + port, failed);
    } catch (InterruptedException interrupted) {
      fresh.close();
      Thread.currentThread().interrupt();
      throw new IOException("OPC UA: interrupted while starting", interrupted);
    }
    running = fresh;
    namespace = fresh.namespace;
  }

  /** Milo wants the port in its endpoint before it binds, and logs a stack where it is taken. */
  private static int freePort(int wanted) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address(wanted));
      return probe.getLocalPort();
    } catch (IOException taken) {
      throw new IOException(
          "OPC UA: cannot listen on " + LOOPBACK + ":" + wanted + ": " + taken.getMessage(), taken);
    }
  }

  private static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  @Override
  public void stop() {
    Running old = running;
    running = null;
    namespace = null;
    if (old != null) {
      old.close();
    }
  }

  /**
   * Gives the server a certificate, and with it endpoints of all current policies; from its next
   * start.
   *
   * @param end last moment of the certificate; may be near, or over
   */
  public X509Certificate secureUntil(Instant end) {
    ServerCertificate made = ServerCertificate.until(end, APPLICATION, LOOPBACK);
    certificate = made;
    return made.certificate();
  }

  /** The node of a tag vanishes, as in a download of another program. */
  public void hide(String tag) {
    faults.hide(tag);
    publish();
  }

  /** The node is back. */
  public void show(String tag) {
    faults.show(tag);
    publish();
  }

  /** The controller's clock is off by so much; values carry its time. */
  public void clockOff(Duration by) {
    faults.clockOff(by);
    publish();
  }

  /** Ends all sessions with their subscriptions, while the connections stay. */
  public void loseSessions() {
    Running now = running;
    if (now != null) {
      now.server
          .getSessionManager()
          .getAllSessions()
          .forEach(
              session -> now.server.getSessionManager().killSession(session.getSessionId(), true));
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void publish() {
    ExchangerNamespace shown = namespace;
    if (shown != null) {
      shown.publish();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** One power-up of the controller, with threads of its own that end with it. */
  private static final class Running {
    private final ExecutorService executor =
        Executors.newFixedThreadPool(2, new DefaultThreadFactory("exchanger", true));
    private final ScheduledExecutorService timers =
        Executors.newScheduledThreadPool(1, new DefaultThreadFactory("exchanger-timer", true));
    private final NioEventLoopGroup eventLoop =
        new NioEventLoopGroup(1, new DefaultThreadFactory("exchanger-io", true));
    private final OpcTcpServerTransport transport;
    private final LoggingServer server;
    private final ExchangerNamespace namespace;

    Running(ExchangerServer of, int port, int shown) {
      forgetHalfReadTypes();
      transport =
          new BehindACable(
              OpcTcpServerTransportConfig.newBuilder()
                  .setExecutor(executor)
                  .setEventLoop(eventLoop)
                  .build(),
              port);
      server = new LoggingServer(config(shown, of.clock.get(), of.certificate), transport);
      namespace = new ExchangerNamespace(server, of.panel, of.clock, of.faults);
      namespace.startup();
      server.access = new LoggingAccess(server, namespace);
    }

    private OpcUaServerConfig config(int port, Instant now, @Nullable ServerCertificate shown) {
      BuildInfo build =
          new BuildInfo(APPLICATION, "Sluice", "virtual plant", "1", "1", new DateTime(now));
      return OpcUaServerConfig.builder()
          .setApplicationUri(APPLICATION)
          .setProductUri(APPLICATION)
          .setApplicationName(LocalizedText.english("Sluice virtual plant"))
          .setBuildInfo(build)
          .setEndpoints(shown == null ? Set.of(endpoint(port)) : shown.endpoints(endpoint(port)))
          .setCertificateManager(
              shown == null
                  ? new DefaultCertificateManager(new MemoryCertificateQuarantine())
                  : shown.manager())
          .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
          .setLimits(new Limits())
          .setExecutor(executor)
          .setScheduledExecutor(timers)
          .build();
    }

    private static EndpointConfig endpoint(int port) {
      return EndpointConfig.newBuilder()
          .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
          .setBindAddress(LOOPBACK)
          .setBindPort(port)
          .setHostname(LOOPBACK)
          .setPath(PATH)
          .setSecurityPolicy(SecurityPolicy.None)
          .setSecurityMode(MessageSecurityMode.None)
          .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
          .build();
    }

    /**
     * Milo keeps what it read of a type in a static cache. A server that shuts down while a session
     * is being created leaves half a type there, and every later session of this JVM then fails in
     * its diagnostics.
     */
    private static void forgetHalfReadTypes() {
      NodeFactory.invalidateCachedIdh(NodeIds.SessionDiagnosticsObjectType);
    }

    void close() {
      try {
        server.shutdown().get(5, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException failed) {
        log.warn("OPC UA: the server did not shut down cleanly: {}", failed.toString());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      namespace.shutdown();
      executor.shutdownNow();
      timers.shutdownNow();
      eventLoop
          .shutdownGracefully(0, 2, TimeUnit.SECONDS)
          .awaitUninterruptibly(3, TimeUnit.SECONDS);
      forgetHalfReadTypes();
    }
  }

  /** Listens on its own port, whatever its endpoint tells. */
  private static final class BehindACable extends OpcTcpServerTransport {
    private final int port;

    BehindACable(OpcTcpServerTransportConfig config, int port) {
      super(config);
      this.port = port;
    }

    @Override
    public synchronized void bind(ServerApplicationContext context, InetSocketAddress told)
        throws Exception {
      super.bind(context, address(port));
    }
  }

  /** Lets writes that Milo refuses by itself be logged too. */
  private static final class LoggingServer extends OpcUaServer {
    private volatile @Nullable AccessController access;

    LoggingServer(OpcUaServerConfig config, OpcTcpServerTransport transport) {
      super(config, profile -> transport);
    }

    @Override
    public AccessController getAccessController() {
      AccessController ours = access;
      return ours != null ? ours : super.getAccessController();
    }
  }

  private static final class LoggingAccess extends DefaultAccessController {
    private final ExchangerNamespace namespace;

    LoggingAccess(OpcUaServer server, ExchangerNamespace namespace) {
      super(server);
      this.namespace = namespace;
    }

    @Override
    public Map<WriteValue, AccessResult> checkWriteAccess(
        Session session, List<WriteValue> values) {
      Map<WriteValue, AccessResult> results = super.checkWriteAccess(session, values);
      results.forEach(
          (value, result) -> {
            if (result.isDenied()) {
              namespace.refused(value);
            }
          });
      return results;
    }
  }

  /** Fast enough for a demo, bounded, and never a sampling interval of 0. */
  private static final class Limits implements OpcUaServerConfigLimits {
    @Override
    public Double getMinSupportedSampleRate() {
      return 20.0;
    }

    @Override
    public Double getMinPublishingInterval() {
      return 20.0;
    }
  }
}
