package io.sluice.connectors.plc4x;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs that name a host and perhaps a port, as {@code s7://10.0.4.12:102}. */
final class PeerUrl {
  private static final Pattern SHAPE =
      Pattern.compile("(?<scheme>[a-z0-9]+)://(?<host>[A-Za-z0-9.-]+)(:(?<port>[0-9]{1,5}))?/?");

  private PeerUrl() {}

  /**
   * Where a URL points, not resolved.
   *
   * @param usualPort where none is written
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static InetSocketAddress parse(String url, String scheme, int usualPort) {
    Matcher shape = SHAPE.matcher(url.strip());
    boolean ours = shape.matches() && shape.group("scheme").equals(scheme);
    String port = ours ? shape.group("port") : "0";
    int number = port == null ? usualPort : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          "url is \"%s\", allowed is %s://host or %s://host:port with a port of 1 to 65535"
              .formatted(url, scheme, scheme));
    }
    return InetSocketAddress.createUnresolved(shape.group("host"), number);
  }

  /** For messages. */
  static String shown(InetSocketAddress peer) {
    return peer.getHostString() + ":" + peer.getPort();
  }
}
