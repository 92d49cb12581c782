package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Period;
import java.util.Date;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection's own certificate and key, by which the server knows it again. Kept in a directory
 * as {@code NAME.der}, to be given to the server, and {@code NAME.key} (PKCS#8), which only the
 * gateway's user may read.
 */
record ClientIdentity(KeyPair keys, X509Certificate certificate) {
  private static final Logger log = LoggerFactory.getLogger(ClientIdentity.class);
  private static final int KEY_BITS = 2048;
  private static final Period VALID = Period.ofYears(10);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Makes one that ends with the process. */
  static ClientIdentity passing(String connection) throws Exception {
    ClientIdentity made = make(connection);
    log.info(
        "{}: made a certificate for this run, {}; with security own: DIRECTORY it is kept",
        connection,
        TrustedServer.name(made.certificate));
    return made;
  }

  /**
   * Reads the one in the directory, and makes it where there is none.
   *
   * @throws UntrustedServerException with the user's sentence where it cannot be used
   */
  static ClientIdentity keptIn(Path directory, String connection, PlantClock clock)
      throws Exception {
    Path certificate = directory.resolve(connection + ".der");
    Path key = directory.resolve(connection + ".key");
    try {
      if (!Files.exists(certificate) || !Files.exists(key)) {
        make(connection).keep(directory, certificate, key);
        log.info("{}: made the certificate {}; let the server trust it", connection, certificate);
      }
      ClientIdentity kept = read(certificate, key);
      kept.certificate.checkValidity(Date.from(clock.now()));
      return kept;
    } catch (IOException refused) {
      throw new UntrustedServerException(
          "security own is " + directory + ", which cannot be read or written");
    } catch (GeneralSecurityException unusable) {
      throw new UntrustedServerException(
          "the own certificate "
              + certificate
              + " or its key is damaged or not valid now; delete both for a new one, which the"
              + " server must then trust");
    }
  }

  static String applicationUri(String connection) {
    return "urn:sluice:" + connection;
  }

  private static ClientIdentity make(String connection) throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    return new ClientIdentity(
        keys,
        new SelfSignedCertificateBuilder(keys)
            .setCommonName("Sluice " + connection)
            .setOrganization("Sluice")
            .setApplicationUri(applicationUri(connection))
            .setValidityPeriod(VALID)
            .build());
  }

  private static ClientIdentity read(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    byte[] der = Files.readAllBytes(certificate);
    X509Certificate read =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    PrivateKey own =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(key)));
    return new ClientIdentity(new KeyPair(read.getPublicKey(), own), read);
  }

  /** The key first: a certificate without its key would stand in the way for ever. */
  private void keep(Path directory, Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(directory);
    write(directory, key, keys.getPrivate().getEncoded());
    write(directory, certificate, certificate().getEncoded());
  }

  private static void write(Path directory, Path file, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(directory, "new-", ".part", OWNER_ONLY);
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
