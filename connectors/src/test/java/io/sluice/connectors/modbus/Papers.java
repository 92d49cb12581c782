package io.sluice.connectors.modbus;

import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of its own kind, as files and as factories. */
final class Papers {
  private static final char[] NO_SECRET = "papers".toCharArray();

  private final SelfSignedCertificate own;

  Papers(String name) {
    try {
      own = new SelfSignedCertificate(name, "RSA", 2048);
    } catch (CertificateException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  String certificate() {
    return own.certificate().getPath();
  }

  String key() {
    return own.privateKey().getPath();
  }

  KeyManagerFactory keys() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own", own.key(), NO_SECRET, new java.security.cert.Certificate[] {own.cert()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, NO_SECRET);
    return keys;
  }

  /** Trusts this certificate and no other. */
  TrustManagerFactory trust() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("own", own.cert());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    return trust;
  }
}
