package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.Attack;
import io.sluice.connectors.VirtualClock;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509CRL;
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
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates pass for the trusted one, and when. */
@Attack(33)
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

  @Test
  void aRevokedCertificateIsRefused() throws Exception {
    X509Certificate root = issuer.certifiedBy(issuer, "ca");
    X509Certificate shown = server.certifiedBy(issuer, HOST);
    Path trust = directory(root, revocations(TO, shown));
    assertThat(refusalOf(trust, shown)).contains("issued it, and has revoked it");
  }

  @Test
  void aListOfRevokedCertificatesThatIsOldRefusesAll() throws Exception {
    X509Certificate root = issuer.certifiedBy(issuer, "ca");
    X509Certificate shown = server.certifiedBy(issuer, HOST);
    assertThat(refusalOf(directory(root, revocations(TO)), shown)).isEmpty();
    assertThat(refusalOf(directory(root, revocations(FROM.plusSeconds(1))), shown))
        .contains("no list of revoked certificates of that issuer that is of today");
  }

  @Test
  void aKeyThatIsTooShortOrFarTooLongIsRefused() throws Exception {
    KeyPair tiny = SelfSignedCertificateGenerator.generateRsaKeyPair(1024);
    X509Certificate shown =
        new org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder(tiny)
            .setCommonName("tiny")
            .build();
    assertThat(refusal(shown, shown)).contains("RSA key of 1024 bits");
  }

  @Test
  void aChainThatRunsInACircleEnds() throws Exception {
    Party one = new Party("CN=One", true);
    Party two = new Party("CN=Two", true);
    assertThat(
            refusal(
                issuer.certifiedBy(issuer, "ca"),
                server.certifiedBy(one, HOST),
                one.certifiedBy(two, HOST),
                two.certifiedBy(one, HOST)))
        .contains("did not issue it");
  }

  @Test
  void aCertificateOfAnotherApplicationIsRefused() throws Exception {
    X509Certificate root = issuer.certifiedBy(issuer, "ca");
    Files.write(file, root.getEncoded());
    assertThatThrownBy(
            () ->
                TrustedServer.of(file.toString(), HOST, clock)
                    .validateCertificateChain(
                        List.of(server.certifiedBy(issuer, HOST)), "urn:other", null))
        .isInstanceOfSatisfying(
            UntrustedServerException.class,
            refused -> assertThat(refused.sentence()).contains("not for the application"));
  }

  private Path directory(X509Certificate root, X509CRL revocations) throws Exception {
    Path made = Files.createTempDirectory(file.getParent(), "trust");
    Files.write(made.resolve("root.der"), root.getEncoded());
    Files.write(made.resolve("root.crl"), revocations.getEncoded());
    return made;
  }

  private X509CRL revocations(Instant until, X509Certificate... revoked) throws Exception {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.name, Date.from(FROM));
    builder.setNextUpdate(Date.from(until));
    for (X509Certificate one : revoked) {
      builder.addCRLEntry(one.getSerialNumber(), Date.from(FROM), 0);
    }
    return new JcaX509CRLConverter()
        .getCRL(
            builder.build(
                new JcaContentSignerBuilder("SHA256withRSA").build(issuer.keys.getPrivate())));
  }

  private String refusalOf(Path trust, X509Certificate shown) throws Exception {
    try {
      TrustedServer.of(trust.toString(), HOST, clock)
          .validateCertificateChain(List.of(shown), null, null);
      return "";
    } catch (UntrustedServerException refused) {
      return refused.sentence();
    }
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
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, host),
                new GeneralName(GeneralName.uniformResourceIdentifier, "urn:plc")
              }));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withRSA").build(by.keys.getPrivate())));
    }
  }
}
