package io.sluice.connectors.modbus;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What a failed handshake means to the user. */
final class TlsFault {
  private static final int DEEPEST = 8;
  private static final String ALERT = "Received fatal alert: ";

  private TlsFault() {}

  /** One sentence; empty where the failure is none of TLS. */
  static Optional<String> sentence(Throwable failure) {
    boolean tls = false;
    Throwable one = failure;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      String message = String.valueOf(one.getMessage());
      tls |= one instanceof SSLException;
      if (message.startsWith(ALERT)) {
        String alert = message.substring(ALERT.length());
        return Optional.of("the PLC refused the gateway's certificate (" + alert + ")");
      }
      if (tls
          && (one instanceof CertificateException || one instanceof CertPathValidatorException)) {
        return Optional.of("the PLC's certificate is not trusted: " + message);
      }
      one = one.getCause();
    }
    return tls ? Optional.of("no TLS with the PLC: " + failure.getMessage()) : Optional.empty();
  }
}
