package io.sluice.connectors.opcua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/** Who the gateway is to a server. */
final class UserIdentity {
  private UserIdentity() {}

  /**
   * The user as Milo takes it.
   *
   * @throws UntrustedServerException with the user's sentence where a file cannot be used
   */
  static IdentityProvider of(
      OpcUaOptions.User user, CertificateValidator trust, OpcUaOptions.Security security)
      throws UntrustedServerException {
    String certificate = user.certificate();
    String key = user.key();
    if (certificate != null && key != null) {
      return certified(Path.of(certificate), Path.of(key));
    }
    return new UsernameProvider(
        String.valueOf(user.name()),
        String.valueOf(user.password()),
        trust,
        offered -> hidden(offered, security));
  }

  private static IdentityProvider certified(Path certificate, Path key)
      throws UntrustedServerException {
    try {
      X509Certificate shown =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate)));
      PrivateKey own =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(der(Files.readAllBytes(key))));
      return new X509IdentityProvider(shown, own);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      throw new UntrustedServerException(
          "user has certificate "
              + certificate
              + " and key "
              + key
              + ", one of which cannot be read; allowed are a certificate and an RSA key (PKCS#8),"
              + " each in DER or PEM");
    }
  }

  private static byte[] der(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!text.contains("-----BEGIN")) {
      return file;
    }
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }

  /** The password is encrypted by itself wherever the server offers that. */
  private static UserTokenPolicy hidden(
      List<UserTokenPolicy> offered, OpcUaOptions.Security security) {
    UserTokenPolicy best =
        offered.stream()
            .filter(one -> !SecurityPolicy.None.getUri().equals(one.getSecurityPolicyUri()))
            .findFirst()
            .orElse(null);
    if (best == null && security.mode() == OpcUaOptions.Mode.SIGN) {
      throw new IllegalStateException(
          "the server takes the password in clear only; give security mode SignAndEncrypt");
    }
    return best == null ? offered.get(0) : best;
  }
}
