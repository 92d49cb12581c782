package io.sluice.connectors.opcua;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the certificates of a connection end.
 *
 * @param own end of the gateway's own certificate, null where it shows none
 * @param server end of the server's certificate, null where it shows none
 */
record Expiry(@Nullable Instant own, @Nullable Instant server) {
  /** So long before the end it is told: time to have a certificate made and trusted. */
  static final Duration TOLD = Duration.ofDays(30);

  static final Expiry NONE = new Expiry(null, null);

  static Expiry of(@Nullable X509Certificate own, @Nullable X509Certificate server) {
    return new Expiry(end(own), end(server));
  }

  private static @Nullable Instant end(@Nullable X509Certificate certificate) {
    return certificate == null ? null : certificate.getNotAfter().toInstant();
  }

  /** What ends soon; null where nothing does. */
  @Nullable String trouble(Instant now) {
    List<String> told = new ArrayList<>();
    add(told, "the gateway's own certificate", own, now);
    add(told, "the server's certificate", server, now);
    return told.isEmpty() ? null : String.join("; ", told);
  }

  private static void add(List<String> told, String whose, @Nullable Instant end, Instant now) {
    if (end != null && Duration.between(now, end).compareTo(TOLD) < 0) {
      long days = Math.max(0, Duration.between(now, end).toDays());
      told.add(
          whose
              + " ends in "
              + days
              + (days == 1 ? " day, on " : " days, on ")
              + end.atZone(ZoneOffset.UTC).toLocalDate());
    }
  }
}
