package io.sluice.gateway.config;

import io.sluice.gateway.options.Written;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host name or address; IPv6 without brackets
 * @param port 0 (any free one) to 65535
 */
public record ListenAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");

  public ListenAddress {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is none; allowed is 0 to 65535");
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static ListenAddress parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address to listen on; allowed is host:port, as 127.0.0.1:8080");
    }
    String host = form.group(1) == null ? form.group(2) : form.group(1);
    return new ListenAddress(host, Integer.parseInt(form.group(3)));
  }

  /** How an address to listen on is written. */
  static Written written() {
    return new Written("host:port", FORM.pattern(), "127.0.0.1:8080");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
