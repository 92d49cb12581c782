package io.sluice.connectors.modbus;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed handshake means to the user. */
final class TlsFault {
  private static final int DEEPEST = 8;
  private static final String ALERT = "Received fatal alert: ";

  private TlsFault() {}

  /** One sentence; empty where the failure is none of TLS. */
  static Optional<String> sentence(Throwable failure) {
    @Nullable String tls = null;
    Throwable one = failure;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      String message = String.valueOf(one.getMessage());
      tls = one instanceof SSLException ? message : tls;
      // From JDK 24 on the alert's own name stands before it.
      int told = message.indexOf(ALERT);
      if (told >= 0) {
        String alert = message.substring(told + ALERT.length());
        return Optional.of("the PLC refused the gateway's certificate (" + alert + ")");
      }
      if (tls != null
          && (one instanceof CertificateException || one instanceof CertPathValidatorException)) {
        return Optional.of("the PLC's certificate is not trusted: " + message);
      }
      one = one.getCause();
    }
    return Optional.ofNullable(tls).map(said -> "no TLS with the PLC: " + said);
  }
}
