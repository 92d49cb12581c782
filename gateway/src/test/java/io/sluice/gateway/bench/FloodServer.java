package io.sluice.gateway.bench;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
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

/** An OPC UA server that pushes a new value of every tag at each step. */
final class FloodServer extends ManagedNamespaceWithLifecycle {
  static final String NAMESPACE = "urn:sluice:bench";

  private final Map<DataItem, Integer> items = new ConcurrentHashMap<>();
  private long step;

  private FloodServer(OpcUaServer server) {
    super(server, NAMESPACE);
  }

  /** Argument: milliseconds between two steps. Says its port. */
  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    OpcUaServer server =
        new OpcUaServer(
            config(port),
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    FloodServer namespace = new FloodServer(server);
    namespace.startup();
    namespace.addNodes();
    server.startup().get(10, TimeUnit.SECONDS);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    long every = Long.parseLong(arguments[0]);
    var unused = timer.scheduleAtFixedRate(namespace::push, every, every, TimeUnit.MILLISECONDS);
    System.out.println(port);
    Child.awaitEnd();
    System.exit(0);
  }

  static String address(int tag) {
    return "nsu=" + NAMESPACE + ";s=" + PlantFiles.tag(tag);
  }

  private static OpcUaServerConfig config(int port) {
    EndpointConfig endpoint =
        EndpointConfig.newBuilder()
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .setBindAddress("127.0.0.1")
            .setBindPort(port)
            .setHostname("127.0.0.1")
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
            .build();
    return OpcUaServerConfig.builder()
        .setApplicationUri("urn:sluice:bench:server")
        .setProductUri("urn:sluice:bench")
        .setApplicationName(LocalizedText.english("bench"))
        .setEndpoints(Set.of(endpoint))
        .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
        .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
        .setLimits(
            new OpcUaServerConfigLimits() {
              @Override
              public Double getMinPublishingInterval() {
                return 10.0;
              }
            })
        .build();
  }

  private void addNodes() {
    for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
      String name = PlantFiles.tag(tag);
      getNodeManager()
          .addNode(
              new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                  .setNodeId(newNodeId(name))
                  .setBrowseName(newQualifiedName(name))
                  .setDisplayName(LocalizedText.english(name))
                  .setAccessLevel(AccessLevel.READ_ONLY)
                  .setUserAccessLevel(AccessLevel.READ_ONLY)
                  .setDataType(NodeIds.Double)
                  .setTypeDefinition(NodeIds.BaseDataVariableType)
                  .setMinimumSamplingInterval(10.0)
                  .build());
    }
  }

  private void push() {
    long now = step++;
    DateTime time = DateTime.now();
    items.forEach(
        (item, tag) -> {
          double value = Signal.value(tag, tag % PlantFiles.COLUMNS, now);
          item.setValue(new DataValue(new Variant(value), StatusCode.GOOD, time, time));
        });
  }

  @Override
  public void onDataItemsCreated(List<DataItem> created) {
    for (DataItem item : created) {
      String name = item.getReadValueId().getNodeId().getIdentifier().toString();
      int slash = name.indexOf('/');
      int asset = Integer.parseInt(name.substring(1, slash));
      items.put(item, asset * PlantFiles.COLUMNS + Integer.parseInt(name.substring(slash + 2)));
    }
  }

  @Override
  public void onDataItemsModified(List<DataItem> modified) {
    // Every item gets every step, whatever it asks for.
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> deleted) {
    deleted.forEach(items::remove);
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> changed) {
    // All of them report.
  }
}
