package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.jspecify.annotations.Nullable;

/**
 * The one server, or the one issuer of servers, that a connection trusts (OPC 10000-4, 6.1.3). A
 * server that shows exactly the trusted certificate is the one; any other must show a chain (RFC
 * 5280) from the trusted issuer, with the name by which the user calls it. Lists of revoked
 * certificates are not consulted.
 *
 * <p>Immutable; called on Milo's threads.
 */
final class TrustedServer implements CertificateValidator {
  private static final int LONGEST_CHAIN = 8;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final X509Certificate trusted;
  private final String file;
  private final String host;
  private final PlantClock clock;

  private TrustedServer(X509Certificate trusted, String file, String host, PlantClock clock) {
    this.trusted = trusted;
    this.file = file;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Reads the trusted certificate, DER or PEM; anew for each connection, so that a renewed one
   * needs no restart.
   *
   * @param host name or address of the server as the user wrote it
   * @throws UntrustedServerException where there is no such certificate
   */
  static TrustedServer of(String file, String host, PlantClock clock)
      throws UntrustedServerException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return new TrustedServer(
          (X509Certificate) factory.generateCertificate(in), file, host, clock);
    } catch (NoSuchFileException none) {
      throw new UntrustedServerException(
          "security trust is "
              + file
              + ", and there is no such file; put the server's certificate there");
    } catch (IOException | CertificateException unreadable) {
      throw new UntrustedServerException(
          "security trust is " + file + ", which holds no readable certificate in DER or PEM");
    }
  }

  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain,
      @Nullable String applicationUri,
      @Nullable String @Nullable [] hosts)
      throws UntrustedServerException {
    if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
      throw new UntrustedServerException(
          "the server showed " + chain.size() + " certificates; allowed are 1 to " + LONGEST_CHAIN);
    }
    X509Certificate server = chain.get(0);
    if (!server.equals(trusted)) {
      issued(chain);
      named(server);
    }
    inTime(server);
  }

  private void issued(List<X509Certificate> chain) throws UntrustedServerException {
    if (trusted.getBasicConstraints() < 0) {
      throw untrusted(chain.get(0), "is another certificate");
    }
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trusted, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(now());
      List<X509Certificate> below = chain.stream().filter(one -> !one.equals(trusted)).toList();
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    } catch (GeneralSecurityException notItsIssuer) {
      throw untrusted(chain.get(0), "did not issue it");
    }
  }

  private void named(X509Certificate server) throws UntrustedServerException {
    try {
      Collection<List<?>> names = server.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        boolean address = name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS);
        if (address && host.equalsIgnoreCase(String.valueOf(name.get(1)))) {
          return;
        }
      }
    } catch (CertificateParsingException unreadable) {
      throw untrusted(server, "issued it, but its names cannot be read");
    }
    throw untrusted(server, "issued it, but it is not for the host " + host);
  }

  private void inTime(X509Certificate server) throws UntrustedServerException {
    try {
      server.checkValidity(now());
    } catch (CertificateException outOfTime) {
      throw new UntrustedServerException(
          "the server's certificate "
              + name(server)
              + " is valid from "
              + server.getNotBefore().toInstant()
              + " to "
              + server.getNotAfter().toInstant()
              + ", and by this machine's clock it is "
              + clock.now());
    }
  }

  private UntrustedServerException untrusted(X509Certificate server, String why) {
    return new UntrustedServerException(
        "the server is not trusted: it shows "
            + name(server)
            + "; the one in "
            + file
            + ", "
            + name(trusted)
            + ", "
            + why
            + ". If the first fingerprint is the one that the server's own screen shows, save that"
            + " certificate as "
            + file);
  }

  private Date now() {
    return Date.from(clock.now());
  }

  /** Subject and SHA-256 fingerprint. */
  static String name(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return certificate.getSubjectX500Principal().getName()
          + " with SHA-256 "
          + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
