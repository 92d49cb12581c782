package io.sluice.gateway.status;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names a browser may call this gateway by. A page from elsewhere can let its own name point
 * to this machine (DNS rebinding) and would then be taken for ours; it cannot make a browser send
 * another name than its own.
 */
final class HostCheck {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");

  /** An address cannot be rebound: it is not looked up. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

  private final String listen;

  /**
   * @param listen the name or address that the server listens on
   */
  HostCheck(String listen) {
    String lower = listen.toLowerCase(Locale.ROOT);
    this.listen = lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }

  /**
   * Whether this is one of ours.
   *
   * @param header as it came, with or without port; null where none came
   */
  boolean isOurs(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String host = withoutPort(header.strip().toLowerCase(Locale.ROOT));
    return LOOPBACK.contains(host)
        || host.equals(listen)
        || (ANY.contains(listen) && ADDRESS.matcher(host).matches());
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']') && colon > 0;
    return port ? host.substring(0, colon) : host;
  }
}
