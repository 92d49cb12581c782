package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.jspecify.annotations.Nullable;

/**
 * The servers, or the issuers of servers, that a connection trusts (OPC 10000-4, 6.1.3). A server
 * that shows exactly a trusted certificate is one; any other must show a chain (RFC 5280) from a
 * trusted issuer, with the name by which the user calls it and its own application URI. Where the
 * trust list has lists of revoked certificates, every issuer must have one that is of today; where
 * it has none, revocation is not looked at. Nothing is asked over the network.
 *
 * <p>Immutable; called on Milo's threads.
 */
final class TrustedServer implements CertificateValidator {
  private static final int LONGEST_CHAIN = 8;
  private static final int SHORTEST_KEY = 2_048;

  /** Above it each signature takes the time of many (CPU, not proof). */
  private static final int LONGEST_KEY = 8_192;

  private static final int DNS_NAME = 2;
  private static final int URI = 6;
  private static final int IP_ADDRESS = 7;

  private final TrustList list;
  private final String host;
  private final PlantClock clock;

  private TrustedServer(TrustList list, String host, PlantClock clock) {
    this.list = list;
    this.host = host;
    this.clock = clock;
  }

  /**
   * Reads the trusted certificates; anew for each connection, so that a renewed one needs no
   * restart.
   *
   * @param place file or directory
   * @param host name or address of the server as the user wrote it
   * @throws UntrustedServerException where there is no such certificate
   */
  static TrustedServer of(String place, String host, PlantClock clock)
      throws UntrustedServerException {
    return new TrustedServer(TrustList.read(Path.of(place)), host, clock);
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
    for (X509Certificate one : chain) {
      sized(one);
    }
    X509Certificate server = chain.get(0);
    if (!list.holds(server)) {
      issued(chain);
      named(server, applicationUri);
    }
    inTime(server);
  }

  private static void sized(X509Certificate certificate) throws UntrustedServerException {
    if (certificate.getPublicKey() instanceof RSAPublicKey key) {
      int bits = key.getModulus().bitLength();
      if (bits < SHORTEST_KEY || bits > LONGEST_KEY) {
        throw new UntrustedServerException(
            "the server shows an RSA key of "
                + bits
                + " bits; allowed is "
                + SHORTEST_KEY
                + " to "
                + LONGEST_KEY);
      }
    }
  }

  private void issued(List<X509Certificate> chain) throws UntrustedServerException {
    List<X509Certificate> issuers = list.issuers();
    if (issuers.isEmpty()) {
      throw untrusted(chain.get(0), "is another certificate");
    }
    try {
      List<X509Certificate> below = chain.stream().filter(one -> !list.holds(one)).toList();
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      validator.validate(
          CertificateFactory.getInstance("X.509").generateCertPath(below),
          parameters(issuers, validator));
    } catch (CertPathValidatorException refused) {
      throw untrusted(chain.get(0), why(refused));
    } catch (GeneralSecurityException notItsIssuer) {
      throw untrusted(chain.get(0), "did not issue it");
    }
  }

  private PKIXParameters parameters(List<X509Certificate> issuers, CertPathValidator validator)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors =
        issuers.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setDate(now());
    parameters.setRevocationEnabled(!list.revocations().isEmpty());
    if (!list.revocations().isEmpty()) {
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(list.revocations())));
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(
          EnumSet.of(
              PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
      parameters.addCertPathChecker(checker);
    }
    return parameters;
  }

  private static String why(CertPathValidatorException refused) {
    if (refused.getReason() == BasicReason.REVOKED) {
      return "issued it, and has revoked it";
    }
    if (refused.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
      return "issued it, but there is no list of revoked certificates of that issuer that is of"
          + " today";
    }
    return refused.getReason() == BasicReason.EXPIRED
            || refused.getReason() == BasicReason.NOT_YET_VALID
        ? "issued it, but it, or one between, is not valid now"
        : "did not issue it";
  }

  private void named(X509Certificate server, @Nullable String applicationUri)
      throws UntrustedServerException {
    boolean forHost = false;
    boolean otherApplication = false;
    try {
      Collection<List<?>> names = server.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        String text = String.valueOf(name.get(1));
        boolean address = name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS);
        forHost |= address && host.equalsIgnoreCase(text);
        otherApplication |=
            name.get(0).equals(URI) && applicationUri != null && !applicationUri.equals(text);
      }
    } catch (CertificateParsingException unreadable) {
      throw untrusted(server, "issued it, but its names cannot be read");
    }
    if (otherApplication) {
      throw untrusted(server, "issued it, but not for the application " + applicationUri);
    }
    if (!forHost) {
      throw untrusted(server, "issued it, but it is not for the host " + host);
    }
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
    String trusted =
        list.certificates().size() == 1
            ? "the one in " + list.place() + ", " + name(list.certificates().get(0)) + ", " + why
            : list.place() + " holds " + list.certificates().size() + " others";
    return new UntrustedServerException(
        "the server is not trusted: it shows "
            + name(server)
            + "; "
            + trusted
            + ". If the first fingerprint is the one that the server's own screen shows, "
            + list.reject(server));
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
