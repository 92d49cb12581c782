package io.sluice.connectors.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates a connection trusts: one file, or a directory of them with the lists of revoked
 * certificates ({@code *.crl}) of their issuers. What a directory's connection refused is put into
 * its {@code rejected}, from where a person moves it up to trust it.
 *
 * @param place the file or directory
 * @param certificates those trusted, servers' own or issuers'
 * @param revocations lists of revoked certificates
 */
record TrustList(Path place, List<X509Certificate> certificates, List<X509CRL> revocations) {
  private static final Logger log = LoggerFactory.getLogger(TrustList.class);
  private static final int MOST_FILES = 1_000;
  private static final int MOST_REJECTED = 20;
  private static final String REJECTED = "rejected";

  TrustList {
    certificates = List.copyOf(certificates);
    revocations = List.copyOf(revocations);
  }

  /**
   * Reads it, DER or PEM.
   *
   * @throws UntrustedServerException where there is nothing to trust
   */
  static TrustList read(Path place) throws UntrustedServerException {
    List<X509Certificate> certificates = new ArrayList<>();
    List<X509CRL> revocations = new ArrayList<>();
    try {
      if (Files.isDirectory(place)) {
        readAll(place, certificates, revocations);
      } else {
        certificates.add(certificate(place));
      }
    } catch (NoSuchFileException none) {
      throw new UntrustedServerException(
          "security trust is "
              + place
              + ", and there is no such file; put the server's certificate there");
    } catch (IOException | CertificateException unreadable) {
      throw new UntrustedServerException(
          "security trust is " + place + ", which holds no readable certificate in DER or PEM");
    } catch (CRLException unreadable) {
      throw new UntrustedServerException(
          "security trust is " + place + ", whose list of revoked certificates cannot be read");
    }
    return new TrustList(place, certificates, revocations);
  }

  private static void readAll(
      Path directory, List<X509Certificate> certificates, List<X509CRL> revocations)
      throws IOException, CertificateException, CRLException {
    int files = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file) || files >= MOST_FILES) {
          continue;
        }
        if (name.endsWith(".crl")) {
          files++;
          revocations.add(revocation(file));
        } else if (name.endsWith(".der") || name.endsWith(".pem") || name.endsWith(".crt")) {
          files++;
          certificates.add(certificate(file));
        }
      }
    }
  }

  private static X509Certificate certificate(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static X509CRL revocation(Path file)
      throws IOException, CertificateException, CRLException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
    }
  }

  /** Whether this very certificate is on it. */
  boolean holds(X509Certificate certificate) {
    return certificates.contains(certificate);
  }

  /** Those that may issue others. */
  List<X509Certificate> issuers() {
    return certificates.stream().filter(one -> one.getBasicConstraints() >= 0).toList();
  }

  /**
   * Keeps a refused certificate for a person to look at, a few of them.
   *
   * @return what to do with it, one sentence
   */
  String reject(X509Certificate certificate) {
    if (!Files.isDirectory(place)) {
      return "save that certificate as " + place;
    }
    Path rejected = place.resolve(REJECTED);
    try {
      Files.createDirectories(rejected);
      byte[] der = certificate.getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
      Path file = rejected.resolve(HexFormat.of().formatHex(digest, 0, 20) + ".der");
      if (!Files.exists(file) && room(rejected)) {
        Path fresh = Files.createTempFile(rejected, "new-", ".part");
        Files.write(fresh, der);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return "move " + file + " up into " + place;
    } catch (IOException | GeneralSecurityException full) {
      log.info("the refused certificate was not kept: {}", full.getMessage());
      return "save that certificate in " + place;
    }
  }

  private static boolean room(Path rejected) throws IOException {
    try (var all = Files.list(rejected)) {
      return all.count() < MOST_REJECTED;
    }
  }
}
