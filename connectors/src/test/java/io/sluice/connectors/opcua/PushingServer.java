package io.sluice.connectors.opcua;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A server in a process of its own whose variables all change together, pushed, not sampled. */
final class PushingServer implements AutoCloseable {
  static final String NAMESPACE = "urn:sluice:bench";

  final int port;
  private final Process process;

  /** Starts it; returns when it listens. */
  PushingServer(int items, int everyMillis) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PushingServer.class.getName(),
                Integer.toString(port),
                Integer.toString(items),
                Integer.toString(everyMillis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"READY".equals(said.readLine())) {
      throw new IOException("the bench server did not start");
    }
  }

  String url() {
    return "opc.tcp://127.0.0.1:" + port;
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    OpcUaServer server =
        new OpcUaServer(
            config(port),
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    Pushed pushed = new Pushed(server, Integer.parseInt(arguments[1]));
    pushed.startup();
    server.startup().get(10, TimeUnit.SECONDS);
    int every = Integer.parseInt(arguments[2]);
    var unused =
        Executors.newSingleThreadScheduledExecutor()
            .scheduleAtFixedRate(pushed::change, every, every, TimeUnit.MILLISECONDS);
    System.out.println("READY");
  }

  private static OpcUaServerConfig config(int port) {
    return OpcUaServerConfig.builder()
        .setApplicationName(LocalizedText.english("bench"))
        .setApplicationUri(NAMESPACE + ":server")
        .setProductUri(NAMESPACE)
        .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
        .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
        .setLimits(
            new OpcUaServerConfigLimits() {
              @Override
              public Double getMinPublishingInterval() {
                return 10.0;
              }
            })
        .setEndpoints(
            Set.of(
                EndpointConfig.newBuilder()
                    .setBindAddress("127.0.0.1")
                    .setHostname("127.0.0.1")
                    .setBindPort(port)
                    .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                    .setSecurityPolicy(SecurityPolicy.None)
                    .setSecurityMode(MessageSecurityMode.None)
                    .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                    .build()))
        .build();
  }

  private static final class Pushed extends ManagedNamespaceWithLifecycle {
    private final Set<DataItem> items = ConcurrentHashMap.newKeySet();
    private double turn;

    Pushed(OpcUaServer server, int count) {
      super(server, NAMESPACE);
      for (int i = 0; i < count; i++) {
        String name = "v" + i;
        getNodeManager()
            .addNode(
                UaVariableNode.build(
                    getNodeContext(),
                    builder ->
                        builder
                            .setNodeId(newNodeId(name))
                            .setBrowseName(newQualifiedName(name))
                            .setDisplayName(LocalizedText.english(name))
                            .setDataType(NodeIds.Double)
                            .setMinimumSamplingInterval(10.0)
                            .setValue(new DataValue(new Variant(0.0)))
                            .build()));
      }
    }

    void change() {
      DateTime now = DateTime.now();
      DataValue value = new DataValue(new Variant(++turn), StatusCode.GOOD, now, now);
      items.forEach(item -> item.setValue(value));
    }

    @Override
    public void onDataItemsCreated(List<DataItem> created) {
      DataValue value = new DataValue(new Variant(turn));
      created.forEach(item -> item.setValue(value));
      items.addAll(created);
    }

    @Override
    public void onDataItemsModified(List<DataItem> modified) {
      items.addAll(modified);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> deleted) {
      deleted.forEach(items::remove);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> changed) {
      // All report.
    }
  }
}
