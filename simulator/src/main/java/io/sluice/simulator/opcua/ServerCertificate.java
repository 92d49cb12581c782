package io.sluice.simulator.opcua;

import java.security.KeyPair;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** A controller's certificate with an end of its own, and the endpoints that show it. */
final class ServerCertificate {
  private static final Duration LIFE = Duration.ofDays(3_650);
  private static final int KEY_BITS = 2_048;

  private final KeyPair keys;
  private final X509Certificate certificate;
  private final DefaultApplicationGroup group;

  private ServerCertificate(KeyPair keys, X509Certificate certificate) throws Exception {
    this.keys = keys;
    this.certificate = certificate;
    this.group =
        new DefaultApplicationGroup(
            new MemoryTrustListManager(),
            new MemoryCertificateStore(),
            new Given(),
            new CertificateValidator.InsecureCertificateValidator());
    group.initialize();
  }

  /**
   * Makes one; every client is trusted.
   *
   * @param application URI of the server
   * @param host name by which it is called
   */
  static ServerCertificate until(Instant end, String application, String host) {
    try {
      if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
        Security.addProvider(new BouncyCastleProvider());
      }
      KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
      X509Certificate made = sign(keys, end, application, host);
      return new ServerCertificate(keys, made);
    } catch (Exception impossible) {
      throw new IllegalStateException("every Java makes RSA keys", impossible);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  CertificateManager manager() {
    return new DefaultCertificateManager(new MemoryCertificateQuarantine(), List.of(group));
  }

  /** The endpoint without security, and beside it those with the current policies. */
  Set<EndpointConfig> endpoints(EndpointConfig plain) {
    Set<EndpointConfig> all = new HashSet<>();
    all.add(plain);
    for (SecurityPolicy policy :
        List.of(
            SecurityPolicy.Basic256Sha256,
            SecurityPolicy.Aes128_Sha256_RsaOaep,
            SecurityPolicy.Aes256_Sha256_RsaPss)) {
      for (MessageSecurityMode mode :
          List.of(MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt)) {
        all.add(
            EndpointConfig.newBuilder()
                .setTransportProfile(plain.getTransportProfile())
                .setBindAddress(plain.getBindAddress())
                .setBindPort(plain.getBindPort())
                .setHostname(plain.getHostname())
                .setPath(plain.getPath())
                .setCertificate(certificate)
                .setSecurityPolicy(policy)
                .setSecurityMode(mode)
                .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                .build());
      }
    }
    return all;
  }

  private static X509Certificate sign(KeyPair keys, Instant end, String application, String host)
      throws Exception {
    return new SelfSignedCertificateGenerator()
        .generateSelfSigned(
            keys,
            Date.from(end.minus(LIFE)),
            Date.from(end),
            "Sluice virtual plant",
            "Sluice",
            null,
            null,
            null,
            null,
            application,
            List.of(),
            List.of(host),
            "SHA256withRSA");
  }

  /** The store asks for keys and certificate when it is empty. */
  private final class Given extends RsaSha256CertificateFactory {
    @Override
    protected KeyPair createRsaSha256KeyPair() {
      return keys;
    }

    @Override
    protected X509Certificate[] createRsaSha256CertificateChain(KeyPair ignored) {
      return new X509Certificate[] {certificate};
    }
  }
}
