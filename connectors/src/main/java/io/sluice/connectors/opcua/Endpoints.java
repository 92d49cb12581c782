package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
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
  private static final UInteger KEEP_ALIVE_MILLIS = Unsigned.uint(1_000);

  private final String name;
  private final OpcUaOptions options;
  private final PlantClock clock;
  private @Nullable ClientIdentity passing;

  Endpoints(String name, OpcUaOptions options, PlantClock clock) {
    this.name = name;
    this.options = options;
    this.clock = clock;
  }

  /** Asks the server for its endpoints and makes a client, not connected; blocks. */
  OpcUaClient client() throws Exception {
    CertificateValidator trust = trust();
    OpcUaClientConfigBuilder config =
        OpcUaClientConfig.builder()
            .setEndpoint(choose(discover()))
            .setApplicationName(LocalizedText.english("Sluice"))
            .setApplicationUri(ClientIdentity.applicationUri(name))
            .setProductUri("urn:sluice")
            .setCertificateValidator(trust)
            .setRequestTimeout(millis(options.timeout()))
            .setKeepAliveInterval(KEEP_ALIVE_MILLIS)
            .setKeepAliveTimeout(millis(options.timeout()))
            .setKeepAliveFailuresAllowed(Unsigned.uint(0));
    OpcUaOptions.User user = options.user();
    if (user != null) {
      config.setIdentityProvider(
          new UsernameProvider(user.name(), user.password(), trust, this::hidden));
    }
    if (options.securityOrNone().policy() != OpcUaOptions.Policy.NONE) {
      ClientIdentity own = identity();
      config
          .setKeyPair(own.keys())
          .setCertificate(own.certificate())
          .setCertificateChain(new X509Certificate[] {own.certificate()});
    }
    return new OpcUaClient(config.build(), transport(new OpenChannels()));
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

  /** The password is encrypted by itself wherever the server offers that. */
  private UserTokenPolicy hidden(List<UserTokenPolicy> offered) {
    UserTokenPolicy best =
        offered.stream()
            .filter(one -> !SecurityPolicy.None.getUri().equals(one.getSecurityPolicyUri()))
            .findFirst()
            .orElse(null);
    if (best == null && options.securityOrNone().mode() == OpcUaOptions.Mode.SIGN) {
      throw new IllegalStateException(
          "the server takes the password in clear only; give security mode SignAndEncrypt");
    }
    return best == null ? offered.get(0) : best;
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
