package io.sluice.connectors.modbus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a device or gateway is.
 *
 * @param host name or address, or the serial device
 * @param port 0 for a serial line
 */
record ModbusUrl(Transport transport, String host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<scheme>tcp|rtu-over-tcp|tls)://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])"
              + "(:(?<port>[0-9]{1,5}))?/?");
  private static final Pattern SERIAL = Pattern.compile("serial://(?<device>[^?#\\s]+)");
  private static final String ALLOWED =
      "allowed is tcp://host:502, rtu-over-tcp://host:502, tls://host:802 or"
          + " serial:///dev/ttyUSB0";

  /** How frames are carried. */
  enum Transport {
    TCP(502),
    TLS(802),
    RTU_OVER_TCP(502),
    SERIAL(0);

    private final int usualPort;

    Transport(int usualPort) {
      this.usualPort = usualPort;
    }

    /** True where frames carry a check sum and no number: one request at a time. */
    boolean rtu() {
      return this == RTU_OVER_TCP || this == SERIAL;
    }
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static ModbusUrl parse(String url) {
    Matcher serial = SERIAL.matcher(url);
    if (serial.matches()) {
      return new ModbusUrl(Transport.SERIAL, serial.group("device"), 0);
    }
    Matcher shape = SHAPE.matcher(url);
    if (!shape.matches()) {
      throw new IllegalArgumentException("url is \"" + url + "\", " + ALLOWED);
    }
    Transport transport =
        switch (shape.group("scheme")) {
          case "tcp" -> Transport.TCP;
          case "tls" -> Transport.TLS;
          default -> Transport.RTU_OVER_TCP;
        };
    String digits = shape.group("port");
    int port = digits == null ? transport.usualPort : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "url is \"" + url + "\", ports go from 1 to 65535; " + ALLOWED);
    }
    return new ModbusUrl(transport, shape.group("host"), port);
  }

  /** For messages. */
  String peer() {
    return transport == Transport.SERIAL ? host : host + ":" + port;
  }
}
