package io.sluice.connectors.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.jspecify.annotations.Nullable;

/** A small OPC UA server: variables by name, restartable on its port. */
final class OpcUaPeer implements AutoCloseable {
  static final String NAMESPACE = "urn:sluice:test";
  static final String USER = "gateway";
  static final String PASSWORD = "let-me-in";

  static {
    Stack.ConnectionLimits.RATE_LIMIT_ENABLED = false;
  }

  final int port;
  final Map<String, DataValue> values = new ConcurrentHashMap<>();

  volatile LyingTransport.Lie lie = LyingTransport.Lie.HONEST;
  OpcUaServerConfigLimits limits = new OpcUaServerConfigLimits() {};

  private final boolean secure;
  Set<SecurityPolicy> policies;
  Period valid = Period.ofYears(1);
  private final Set<MessageSecurityMode> modes;
  private @Nullable X509Certificate certificate;
  private @Nullable OpcUaServer server;
  private @Nullable Variables variables;

  OpcUaPeer() throws IOException {
    this(false);
  }

  OpcUaPeer(boolean secure) throws IOException {
    this(
        secure ? Set.of(SecurityPolicy.Basic256Sha256) : Set.of(),
        Set.of(MessageSecurityMode.SignAndEncrypt));
  }

  /** With these besides the endpoint without security. */
  OpcUaPeer(Set<SecurityPolicy> policies, Set<MessageSecurityMode> modes) throws IOException {
    this.secure = !policies.isEmpty();
    this.policies = policies;
    this.modes = modes;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  OpcUaPeer start() throws Exception {
    DefaultApplicationGroup group = certificates();
    CertificateManager certificates =
        new DefaultCertificateManager(new MemoryCertificateQuarantine(), List.of(group));
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationName(LocalizedText.english("peer"))
            .setApplicationUri("urn:sluice:test:server")
            .setProductUri("urn:sluice:test")
            .setCertificateManager(certificates)
            .setIdentityValidator(
                new CompositeValidator(
                    AnonymousIdentityValidator.INSTANCE,
                    new UsernameIdentityValidator(
                        challenge ->
                            USER.equals(challenge.getUsername())
                                && PASSWORD.equals(challenge.getPassword())),
                    new X509IdentityValidator(
                        shown -> shown.getSubjectX500Principal().getName().contains(USER))))
            .setEndpoints(endpoints(group))
            .setLimits(limits)
            .build();
    OpcUaServer started = new OpcUaServer(config, profile -> new LyingTransport(() -> lie));
    earlierNamespaces.forEach(started.getNamespaceTable()::add);
    Variables namespace = new Variables(started, this);
    namespace.startup();
    values.forEach(namespace::add);
    started.startup().get(10, TimeUnit.SECONDS);
    server = started;
    variables = namespace;
    return this;
  }

  /** What it shows of itself; anew at each start. */
  X509Certificate certificate() {
    X509Certificate shown = certificate;
    if (shown == null) {
      throw new IllegalStateException("not started, or not secure");
    }
    return shown;
  }

  void stop() throws Exception {
    if (server != null && variables != null) {
      variables.shutdown();
      server.shutdown().get(10, TimeUnit.SECONDS);
      server = null;
    }
  }

  void put(String name, Object value) {
    put(name, new DataValue(new Variant(value)));
  }

  void put(String name, DataValue value) {
    values.put(name, value);
    if (variables != null) {
      variables.set(name, value);
    }
  }

  /** The node goes away, as in a download of the PLC. */
  void remove(String name) {
    values.remove(name);
    if (variables != null) {
      variables.remove(name);
    }
  }

  /** Something happens at the server. */
  void happen(String message, int severity) throws Exception {
    OpcUaServer now = running();
    var event =
        now.getEventFactory().createEvent(new NodeId(1, UUID.randomUUID()), NodeIds.BaseEventType);
    event.setBrowseName(new QualifiedName(1, "event"));
    event.setDisplayName(LocalizedText.english("event"));
    event.setEventId(ByteString.of(new byte[] {1, 2, 3}));
    event.setEventType(NodeIds.BaseEventType);
    event.setSourceNode(NodeIds.Server);
    event.setSourceName("boiler");
    event.setTime(DateTime.now());
    event.setReceiveTime(DateTime.NULL_VALUE);
    event.setMessage(LocalizedText.english(message));
    event.setSeverity(Unsigned.ushort(severity));
    now.getEventNotifier().fire(event);
    event.delete();
  }

  /** Subscriptions that the server holds, of whatever session. */
  int subscriptions() {
    return running().getSubscriptions().size();
  }

  /** Monitored items that the server holds. */
  long monitoredItems() {
    return running().getSubscriptions().values().stream()
        .mapToLong(one -> one.getMonitoredItems().size())
        .sum();
  }

  private OpcUaServer running() {
    OpcUaServer now = server;
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    return now;
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  private Set<EndpointConfig> endpoints(DefaultApplicationGroup group) {
    EndpointConfig.Builder base =
        EndpointConfig.newBuilder()
            .setBindAddress("127.0.0.1")
            .setHostname("server.example")
            .setBindPort(port)
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .addTokenPolicies(
                OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS,
                OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME,
                OpcUaServerConfig.USER_TOKEN_POLICY_X509);
    Set<EndpointConfig> endpoints = new HashSet<>();
    if (secure) {
      base.setCertificate(group.getCertificateEntries().get(0).certificateChain[0]);
    }
    endpoints.add(
        base.copy()
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .build());
    for (SecurityPolicy policy : policies) {
      for (MessageSecurityMode mode : modes) {
        endpoints.add(base.copy().setSecurityPolicy(policy).setSecurityMode(mode).build());
      }
    }
    return endpoints;
  }

  private DefaultApplicationGroup certificates() throws Exception {
    RsaSha256CertificateFactory factory =
        new RsaSha256CertificateFactory() {
          @Override
          protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) {
            try {
              return new X509Certificate[] {
                new SelfSignedCertificateBuilder(keys)
                    .setCommonName("peer")
                    .setApplicationUri("urn:sluice:test:server")
                    .setValidityPeriod(valid)
                    .build()
              };
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        };
    DefaultApplicationGroup group =
        new DefaultApplicationGroup(
            new MemoryTrustListManager(),
            new MemoryCertificateStore(),
            factory,
            new CertificateValidator.InsecureCertificateValidator());
    if (secure) {
      group.initialize();
      certificate = group.getCertificateEntries().get(0).certificateChain[0];
    }
    return group;
  }

  /** Namespaces that come before its own, as after an update of the server. */
  List<String> earlierNamespaces = List.of();

  /** What its history tells of a variable: all values put, a few at a time; none where null. */
  @Nullable Map<String, List<DataValue>> history;

  private static final class Variables extends ManagedNamespaceWithLifecycle {
    private final SubscriptionModel subscriptions;
    private final Map<String, UaVariableNode> nodes = new ConcurrentHashMap<>();

    private final OpcUaPeer peer;

    Variables(OpcUaServer server, OpcUaPeer peer) {
      super(server, NAMESPACE);
      this.peer = peer;
      subscriptions = new SubscriptionModel(server, this);
      getLifecycleManager().addLifecycle(subscriptions);
    }

    void add(String name, DataValue value) {
      UaVariableNode node =
          UaVariableNode.build(
              getNodeContext(),
              builder -> {
                NodeId type = value.getValue().getDataType().orElseThrow().getNodeId();
                return builder
                    .setNodeId(newNodeId(name))
                    .setBrowseName(newQualifiedName(name))
                    .setDisplayName(LocalizedText.english(name))
                    .setDataType(type)
                    .setAccessLevel(org.eclipse.milo.opcua.sdk.core.AccessLevel.READ_WRITE)
                    .setUserAccessLevel(org.eclipse.milo.opcua.sdk.core.AccessLevel.READ_WRITE)
                    .setMinimumSamplingInterval(10.0)
                    .setValue(value)
                    .build();
              });
      getNodeManager().addNode(node);
      nodes.put(name, node);
    }

    void set(String name, DataValue value) {
      UaVariableNode node = nodes.get(name);
      if (node == null) {
        add(name, value);
      } else {
        node.setValue(value);
      }
    }

    void remove(String name) {
      UaVariableNode node = nodes.remove(name);
      if (node != null) {
        node.delete();
      }
    }

    @Override
    public List<HistoryReadResult> historyRead(
        HistoryReadContext context,
        HistoryReadDetails details,
        TimestampsToReturn timestamps,
        List<HistoryReadValueId> ids) {
      return ids.stream().map(id -> history((ReadRawModifiedDetails) details, id)).toList();
    }

    private HistoryReadResult history(ReadRawModifiedDetails details, HistoryReadValueId id) {
      Map<String, List<DataValue>> kept = peer.history;
      String name = String.valueOf(id.getNodeId().getIdentifier());
      if (kept == null || !kept.containsKey(name)) {
        return new HistoryReadResult(
            new StatusCode(StatusCodes.Bad_HistoryOperationUnsupported), null, null);
      }
      List<DataValue> asked = kept.get(name).stream().filter(one -> within(details, one)).toList();
      ByteString from = id.getContinuationPoint();
      int done = from == null || from.isNullOrEmpty() ? 0 : from.bytesOrEmpty()[0];
      List<DataValue> part = asked.subList(done, Math.min(asked.size(), done + 3));
      boolean more = done + part.size() < asked.size();
      return new HistoryReadResult(
          StatusCode.GOOD,
          more ? ByteString.of(new byte[] {(byte) (done + part.size())}) : ByteString.NULL_VALUE,
          ExtensionObject.encode(
              getServer().getStaticEncodingContext(),
              new HistoryData(part.toArray(new DataValue[0]))));
    }

    private static boolean within(ReadRawModifiedDetails details, DataValue one) {
      long time = Objects.requireNonNull(one.getSourceTime()).getUtcTime();
      return time >= details.getStartTime().getUtcTime()
          && time < details.getEndTime().getUtcTime();
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
