package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint that has exactly the security asked for, never a weaker one, and makes clients
 * for it. The host and port the user wrote win over those the server tells, which behind a NAT or
 * in a container are not reachable.
 */
final class Endpoints {
  private static final long LONGEST_KEEP_ALIVE = 1_000;
  private static final long SHORTEST_KEEP_ALIVE = 100;

  /** What the server may keep a session for that it does not hear of. */
  private static final long SESSION_MILLIS = 30_000;

  private final String name;
  private final OpcUaOptions options;
  private final PlantClock clock;
  private @Nullable ClientIdentity passing;
  private volatile Expiry expiry = Expiry.NONE;
  private volatile long keepAliveMillis = LONGEST_KEEP_ALIVE;

  Endpoints(String name, OpcUaOptions options, PlantClock clock) {
    this.name = name;
    this.options = options;
    this.clock = clock;
  }

  /** Asks the server for its endpoints and makes a client, not connected; blocks. */
  OpcUaClient client() throws Exception {
    CertificateValidator trust = trust();
    EndpointDescription endpoint = choose(discover());
    OpcUaClientConfigBuilder config =
        OpcUaClientConfig.builder()
            .setEndpoint(endpoint)
            .setApplicationName(LocalizedText.english("Sluice"))
            .setApplicationUri(ClientIdentity.applicationUri(name))
            .setProductUri("urn:sluice")
            .setCertificateValidator(trust)
            .setRequestTimeout(millis(options.timeout()))
            .setSessionTimeout(Unsigned.uint(SESSION_MILLIS))
            .setKeepAliveInterval(Unsigned.uint(keepAliveMillis))
            .setKeepAliveTimeout(millis(options.timeout()))
            .setKeepAliveFailuresAllowed(Unsigned.uint(0));
    OpcUaOptions.User user = options.user();
    if (user != null) {
      config.setIdentityProvider(UserIdentity.of(user, trust, options.securityOrNone()));
    }
    expiry = Expiry.NONE;
    if (options.securityOrNone().policy() != OpcUaOptions.Policy.NONE) {
      knowPss();
      ClientIdentity own = identity();
      List<X509Certificate> shown = shown(endpoint);
      trust.validateCertificateChain(shown, endpoint.getServer().getApplicationUri(), null);
      expiry = Expiry.of(own.certificate(), shown.get(0));
      config
          .setKeyPair(own.keys())
          .setCertificate(own.certificate())
          .setCertificateChain(new X509Certificate[] {own.certificate()});
    }
    return new OpcUaClient(config.build(), transport(new OpenChannels()));
  }

  /** Java itself has no signature by the name that Milo asks for with RSA-PSS. */
  private static void knowPss() {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
  }

  /** When the certificates of the client that was made last end. */
  Expiry expiry() {
    return expiry;
  }

  /** The server says how long it keeps a session that is not heard of. */
  void kept(double sessionMillis) {
    boolean hasty = sessionMillis > 0 && sessionMillis < 3.0 * LONGEST_KEEP_ALIVE;
    keepAliveMillis =
        hasty ? (long) Math.max(SHORTEST_KEEP_ALIVE, sessionMillis / 3) : LONGEST_KEEP_ALIVE;
  }

  private static List<X509Certificate> shown(EndpointDescription endpoint)
      throws UntrustedServerException {
    try {
      ByteString told = endpoint.getServerCertificate();
      byte[] bytes = told == null ? null : told.bytes();
      return bytes == null ? List.of() : CertificateUtil.decodeCertificates(bytes);
    } catch (UaException unreadable) {
      throw new UntrustedServerException("the certificate that the server shows cannot be read");
    }
  }

  /** Without a policy the server shows no certificate, and nothing is claimed about it. */
  private CertificateValidator trust() throws UntrustedServerException {
    String file = options.securityOrNone().trust();
    String host = EndpointUtil.getHost(options.url());
    return file == null
        ? new CertificateValidator.InsecureCertificateValidator()
        : TrustedServer.of(file, host == null ? "" : host, clock);
  }

  private List<EndpointDescription> discover() throws Exception {
    EndpointDescription plain =
        new EndpointDescription(
            options.url(),
            null,
            null,
            MessageSecurityMode.None,
            SecurityPolicy.None.getUri(),
            null,
            Stack.TCP_UASC_UABINARY_TRANSPORT_URI,
            Unsigned.ubyte(0));
    OpenChannels channels = new OpenChannels();
    DiscoveryClient discovery = new DiscoveryClient(plain, transport(channels));
    try {
      discovery.connectAsync().get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
      EndpointDescription[] found =
          discovery
              .getEndpoints(options.url(), new String[0], new String[0])
              .get(options.timeout().toNanos(), TimeUnit.NANOSECONDS)
              .getEndpoints();
      return found == null ? List.of() : Arrays.asList(found);
    } finally {
      CompletionStage<?> unused =
          discovery.disconnectAsync().whenComplete((done, failed) -> channels.close());
    }
  }

  private EndpointDescription choose(List<EndpointDescription> found) {
    OpcUaOptions.Security asked = options.securityOrNone();
    SecurityPolicy policy = policy(asked.policy());
    MessageSecurityMode mode = mode(asked.mode());
    return found.stream()
        .filter(one -> policy.getUri().equals(one.getSecurityPolicyUri()))
        .filter(one -> mode == one.getSecurityMode())
        .filter(one -> Stack.TCP_UASC_UABINARY_TRANSPORT_URI.equals(one.getTransportProfileUri()))
        .findFirst()
        .map(
            one ->
                EndpointUtil.updateUrl(
                    one, EndpointUtil.getHost(options.url()), EndpointUtil.getPort(options.url())))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the server offers no endpoint with security "
                        + policy
                        + " and mode "
                        + mode
                        + ", only "
                        + offered(found)));
  }

  private OpcTcpClientTransport transport(OpenChannels channels) {
    return new OpcTcpClientTransport(
        OpcTcpClientTransportConfig.newBuilder()
            .setConnectTimeout(millis(options.timeout()))
            .setAcknowledgeTimeout(millis(options.timeout()))
            .setChannelPipelineCustomizer(channels)
            .build());
  }

  private synchronized ClientIdentity identity() throws Exception {
    String directory = options.securityOrNone().own();
    if (directory != null) {
      return ClientIdentity.keptIn(Path.of(directory), name, clock);
    }
    ClientIdentity own = passing;
    if (own == null) {
      own = ClientIdentity.passing(name);
      passing = own;
    }
    return own;
  }

  private static String offered(List<EndpointDescription> found) {
    return String.join(
        ", ",
        found.stream()
            .map(one -> policyName(one.getSecurityPolicyUri()) + " " + one.getSecurityMode())
            .distinct()
            .toList());
  }

  private static String policyName(@Nullable String uri) {
    return uri == null ? "?" : uri.substring(uri.lastIndexOf('#') + 1);
  }

  private static SecurityPolicy policy(OpcUaOptions.Policy policy) {
    return switch (policy) {
      case NONE -> SecurityPolicy.None;
      case BASIC256SHA256 -> SecurityPolicy.Basic256Sha256;
      case AES128_SHA256_RSAOAEP -> SecurityPolicy.Aes128_Sha256_RsaOaep;
      case AES256_SHA256_RSAPSS -> SecurityPolicy.Aes256_Sha256_RsaPss;
    };
  }

  private static MessageSecurityMode mode(OpcUaOptions.Mode mode) {
    return switch (mode) {
      case NONE -> MessageSecurityMode.None;
      case SIGN -> MessageSecurityMode.Sign;
      case SIGN_AND_ENCRYPT -> MessageSecurityMode.SignAndEncrypt;
    };
  }

  private static UInteger millis(Duration duration) {
    return Unsigned.uint(duration.toMillis());
  }
}
