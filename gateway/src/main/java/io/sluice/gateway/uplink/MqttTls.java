package io.sluice.gateway.uplink;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS from PEM files, read anew for each connection, so that a renewed certificate needs no
 * restart. The broker's host name is always checked.
 */
final class MqttTls {
  private MqttTls() {}

  static MqttClientSslConfig config(MqttOptions options)
      throws GeneralSecurityException, IOException {
    MqttClientSslConfigBuilder builder =
        MqttClientSslConfig.builder()
            .protocols(List.of("TLSv1.3", "TLSv1.2"))
            .handshakeTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    MqttOptions.Tls tls = options.tls();
    if (tls != null && tls.ca() != null) {
      builder = builder.trustManagerFactory(trust(tls.ca()));
    }
    if (tls != null && tls.certificate() != null && tls.key() != null) {
      builder = builder.keyManagerFactory(identity(tls.certificate(), tls.key()));
    }
    return builder.build();
  }

  private static TrustManagerFactory trust(String ca) throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(ca)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManagerFactory identity(String certificate, String key)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    char[] inMemoryOnly = new char[0];
    store.setKeyEntry(
        "gateway",
        privateKey(key),
        inMemoryOnly,
        certificates(certificate).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, inMemoryOnly);
    return factory;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new GeneralSecurityException(file + " holds no certificate");
      }
      return all;
    }
  }

  private static PrivateKey privateKey(String file) throws GeneralSecurityException, IOException {
    String text = Files.readString(Path.of(file));
    if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new GeneralSecurityException(
          file + " holds no 'BEGIN PRIVATE KEY'; convert the key to PKCS#8");
    }
    byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    @Nullable GeneralSecurityException last = null;
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException other) {
        last = other;
      }
    }
    throw new GeneralSecurityException(file + " holds no RSA, EC or Ed25519 key", last);
  }
}
