package io.sluice.connectors.opcua;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * A server with a tree: plant, a pump with an analog value, a folder of many, an array, and a
 * reference from the pump back to the plant.
 */
final class OpcUaTree implements AutoCloseable {
  static final String NAMESPACE = "urn:sluice:tree";

  /** More than a server puts into one answer. */
  static final int MANY = 2_500;

  static {
    Stack.ConnectionLimits.RATE_LIMIT_ENABLED = false;
  }

  final int port;
  private final OpcUaServer server;
  private final Nodes nodes;
  private boolean closed;

  OpcUaTree() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    CertificateManager none =
        new DefaultCertificateManager(new MemoryCertificateQuarantine(), List.of());
    EndpointConfig endpoint =
        EndpointConfig.newBuilder()
            .setBindAddress("127.0.0.1")
            .setHostname("127.0.0.1")
            .setBindPort(port)
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
            .build();
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationName(LocalizedText.english("tree"))
            .setApplicationUri("urn:sluice:tree:server")
            .setProductUri("urn:sluice:tree")
            .setCertificateManager(none)
            .setEndpoints(Set.of(endpoint))
            .build();
    server =
        new OpcUaServer(
            config,
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    nodes = new Nodes(server);
    nodes.startup();
    server.startup().get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    if (!closed) {
      closed = true;
      nodes.shutdown();
      server.shutdown().get(10, TimeUnit.SECONDS);
    }
  }

  private static final class Nodes extends ManagedNamespaceWithLifecycle {
    private final SubscriptionModel subscriptions;

    Nodes(OpcUaServer server) {
      super(server, NAMESPACE);
      subscriptions = new SubscriptionModel(server, this);
      getLifecycleManager().addLifecycle(subscriptions);
      getLifecycleManager().addStartupTask(this::grow);
    }

    private void grow() {
      UaFolderNode plant = folder("plant", "plant");
      plant.addReference(
          new Reference(
              plant.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
      UaFolderNode pump = folder("plant/pump", "pump");
      plant.addOrganizes(pump);
      pump.addOrganizes(plant);
      pump.addOrganizes(analog());
      pump.addOrganizes(variable("plant/pump/curve", "curve", new Double[] {1.0, 2.0}, 1));
      UaFolderNode many = folder("plant/many", "many");
      plant.addOrganizes(many);
      for (int i = 0; i < MANY; i++) {
        many.addOrganizes(variable("plant/many/" + i, "v" + i, i, -1));
      }
    }

    private UaFolderNode folder(String id, String name) {
      UaFolderNode folder =
          new UaFolderNode(
              getNodeContext(), newNodeId(id), newQualifiedName(name), LocalizedText.english(name));
      getNodeManager().addNode(folder);
      return folder;
    }

    private UaVariableNode analog() {
      UaVariableNode speed = variable("plant/pump/speed", "speed", 1450f, -1);
      speed.setDescription(LocalizedText.english("motor speed"));
      property(speed, "EURange", new Range(0.0, 3000.0), NodeIds.Range);
      EUInformation rpm =
          new EUInformation(
              "http://www.opcfoundation.org/UA/units/un/cefact",
              5394509,
              LocalizedText.english("rpm"),
              LocalizedText.english("revolutions per minute"));
      property(speed, "EngineeringUnits", rpm, NodeIds.EUInformation);
      return speed;
    }

    private void property(
        UaVariableNode of,
        String name,
        org.eclipse.milo.opcua.stack.core.types.UaStructuredType value,
        NodeId type) {
      UaVariableNode property =
          new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
              .setNodeId(newNodeId("plant/pump/speed." + name))
              .setBrowseName(new QualifiedName(0, name))
              .setDisplayName(LocalizedText.english(name))
              .setDataType(type)
              .setTypeDefinition(NodeIds.PropertyType)
              .build();
      ExtensionObject packed =
          ExtensionObject.encode(getServer().getStaticEncodingContext(), value);
      property.setValue(new DataValue(new Variant(packed)));
      getNodeManager().addNode(property);
      of.addReference(
          new Reference(
              of.getNodeId(), NodeIds.HasProperty, property.getNodeId().expanded(), true));
    }

    private UaVariableNode variable(String id, String name, Object value, int rank) {
      Variant variant = new Variant(value);
      UaVariableNode node =
          new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
              .setNodeId(newNodeId(id))
              .setBrowseName(newQualifiedName(name))
              .setDisplayName(LocalizedText.english("shown " + name))
              .setDataType(variant.getDataType().orElseThrow().getNodeId())
              .setValueRank(rank)
              .setAccessLevel(AccessLevel.READ_ONLY)
              .setUserAccessLevel(AccessLevel.READ_ONLY)
              .setMinimumSamplingInterval(20.0)
              .build();
      node.setValue(new DataValue(variant));
      getNodeManager().addNode(node);
      return node;
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
      subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
      subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
      subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
      subscriptions.onMonitoringModeChanged(items);
    }
  }
}
