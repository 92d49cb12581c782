package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.VirtualClock;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates pass for the trusted one, and when. */
class TrustedServerTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
  private static final String HOST = "plc.plant.example";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-06-01T00:00:00Z"));
  private final Path file;
  private final Party issuer = new Party("CN=Plant CA", true);
  private final Party server = new Party("CN=PLC", false);

  TrustedServerTest(@TempDir Path directory) throws Exception {
    this.file = directory.resolve("trust");
  }

  @Test
  void theVeryCertificatePasses() throws Exception {
    X509Certificate shown = server.certifiedBy(server, "elsewhere");
    assertThat(refusal(shown, shown)).isEmpty();
  }

  @Test
  void aCertificateOfTheTrustedIssuerForThisHostPasses() throws Exception {
    X509Certificate root = issuer.certifiedBy(issuer, "ca");
    assertThat(refusal(root, server.certifiedBy(issuer, HOST))).isEmpty();
    assertThat(refusal(root, server.certifiedBy(issuer, HOST), root)).isEmpty();
  }

  @Test
  void aCertificateOfTheTrustedIssuerForAnotherHostIsRefused() throws Exception {
    assertThat(refusal(issuer.certifiedBy(issuer, "ca"), server.certifiedBy(issuer, "other")))
        .contains("it is not for the host " + HOST);
  }

  @Test
  void aCertificateOfSomebodyElseIsRefused() throws Exception {
    Party impostor = new Party("CN=Plant CA", true);
    assertThat(refusal(issuer.certifiedBy(issuer, "ca"), server.certifiedBy(impostor, HOST)))
        .contains("did not issue it")
        .contains("SHA-256");
  }

  @Test
  void aServerThatIsTrustedCannotVouchForOthers() throws Exception {
    Party other = new Party("CN=Other", false);
    assertThat(refusal(server.certifiedBy(server, HOST), other.certifiedBy(server, HOST)))
        .contains("is another certificate");
  }

  @Test
  void aCertificateIsRefusedBeforeAndAfterItsTime() throws Exception {
    X509Certificate shown = server.certifiedBy(server, HOST);
    VirtualClock late = new VirtualClock(TO.plusSeconds(1));
    Files.write(file, shown.getEncoded());
    assertThatThrownBy(
            () ->
                TrustedServer.of(file.toString(), HOST, late)
                    .validateCertificateChain(List.of(shown), null, null))
        .isInstanceOfSatisfying(
            UntrustedServerException.class,
            refused ->
                assertThat(refused.sentence())
                    .contains("valid from " + FROM + " to " + TO)
                    .contains("by this machine's clock it is " + late.now()));
  }

  @Test
  void aPemFileIsReadToo() throws Exception {
    X509Certificate shown = server.certifiedBy(server, HOST);
    String body = Base64.getMimeEncoder().encodeToString(shown.getEncoded());
    Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
        StandardCharsets.US_ASCII);
    TrustedServer.of(file.toString(), HOST, clock)
        .validateCertificateChain(List.of(shown), null, null);
  }

  private String refusal(X509Certificate trusted, X509Certificate... shown) throws Exception {
    Files.write(file, trusted.getEncoded());
    try {
      TrustedServer.of(file.toString(), HOST, clock)
          .validateCertificateChain(List.of(shown), null, null);
      return "";
    } catch (UntrustedServerException refused) {
      return refused.sentence();
    }
  }

  /** Somebody with a key. */
  private static final class Party {
    private final X500Name name;
    private final boolean issuer;
    private final KeyPair keys;

    Party(String name, boolean issuer) throws Exception {
      this.name = new X500Name(name);
      this.issuer = issuer;
      this.keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    }

    X509Certificate certifiedBy(Party by, String host) throws Exception {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              by.name, BigInteger.ONE, Date.from(FROM), Date.from(TO), name, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withRSA").build(by.keys.getPrivate())));
    }
  }
}
