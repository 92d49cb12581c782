package io.sluice.connectors.plc4x;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PLC is, as the user writes it and as PLC4X wants it.
 *
 * @param driver PLC4X's protocol code
 * @param peer host and port, for messages
 * @param forDriver the URL for PLC4X
 */
record Plc4xUrl(String driver, String peer, String forDriver) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<driver>[a-z0-9-]+)(:(?<transport>[a-z0-9]+))?://(?<peer>[^?/]+)(?<rest>.*)");
  private static final Pattern HOST_PORT = Pattern.compile("[A-Za-z0-9.-]+(:(?<port>[0-9]{1,5}))?");

  /** Drivers over TCP, which go over our transport, and the ports of their protocols. */
  private static final Map<String, Integer> TCP_PORTS =
      Map.of("modbus-tcp", 502, "s7", 102, "s7-light", 102, "logix", 44_818, "eip", 44_818);

  private static final Pattern LOGIX =
      Pattern.compile(
          "logix:"
              + PlantTransport.CODE
              + "://(?<host>[^:]+):(?<port>[0-9]+)(\\?slot=(?<slot>[0-9]{1,2}))?");

  /** Kinds of ours that do the same better. */
  private static final Map<String, String> KINDS =
      Map.of("s7", "s7", "s7-light", "s7", "logix", "logix", "eip", "logix");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static Plc4xUrl parse(String url) {
    Matcher shape = SHAPE.matcher(url);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "url is \"" + url + "\", allowed is driver://host:port, as modbus-tcp://10.0.4.12:502");
    }
    String driver = shape.group("driver");
    if (Drivers.banned(driver)) {
      throw new IllegalArgumentException(
          "url is \""
              + url
              + "\": PLC4X's OPC UA driver has an open vulnerability (CVE-2026-102508) and is never"
              + " used; take kind: opcua with url: opc.tcp://"
              + shape.group("peer"));
    }
    if (!driver.equals("modbus-tcp") && !Drivers.codes().contains(driver)) {
      throw new IllegalArgumentException(
          "url is \""
              + url
              + "\", there is no driver "
              + driver
              + "; there are "
              + String.join(", ", Drivers.codes()));
    }
    String transport = shape.group("transport");
    boolean tcp = transport == null || transport.equals("tcp");
    return tcp && TCP_PORTS.containsKey(driver)
        ? overOurs(url, shape)
        : new Plc4xUrl(driver, shape.group("peer"), url);
  }

  /** True where we plan the reads ourselves, by Modbus references. */
  boolean modbus() {
    return driver.equals("modbus-tcp");
  }

  /** How the driver is asked for tags. */
  Dialect dialect() {
    return modbus() ? new ModbusDialect() : new DriverDialect();
  }

  /** What opens connections; Logix alone is opened under checked frames, as kind logix does. */
  Plc4xLink.Opener opener(Duration timeout) {
    Matcher logix = LOGIX.matcher(forDriver);
    if (!logix.matches()) {
      return Drivers.opener(forDriver);
    }
    String slot = logix.group("slot");
    InetSocketAddress place =
        InetSocketAddress.createUnresolved(
            logix.group("host"), Integer.parseInt(logix.group("port")));
    return new LogixOpener(place, slot == null ? 0 : Integer.parseInt(slot), timeout);
  }

  /** What the user may be told of a better way, or empty. */
  String hint() {
    String kind = KINDS.get(driver);
    if (kind == null) {
      return "";
    }
    String why =
        kind.equals("logix")
            ? "it checks names and types, and reads tags of programs"
            : "the driver alone joins tags across gaps and stops at a data block that is not there";
    return "kind: " + kind + " with url: " + kind + "://" + peer + " does this better: " + why;
  }

  /**
   * The driver that is used: PLC4X's {@code s7} loses direct memory with each request, and {@code
   * s7-light} reads the same addresses without.
   */
  String code() {
    return codeOf(driver);
  }

  private static String codeOf(String driver) {
    return driver.equals("s7") ? "s7-light" : driver;
  }

  private static Plc4xUrl overOurs(String url, Matcher shape) {
    String driver = shape.group("driver");
    String peer = shape.group("peer");
    Matcher hostPort = HOST_PORT.matcher(peer);
    String port = hostPort.matches() ? hostPort.group("port") : "0";
    int number = port == null ? TCP_PORTS.getOrDefault(driver, 0) : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          "url is \""
              + url
              + "\", allowed is "
              + driver
              + "://host:port with a port of 1 to 65535");
    }
    String full = port == null ? peer + ":" + number : peer;
    String rest = shape.group("rest");
    String query = rest.startsWith("/") ? rest.substring(1) : rest;
    String forDriver = codeOf(driver) + ":" + PlantTransport.CODE + "://" + full + query;
    return new Plc4xUrl(driver, full, forDriver);
  }
}
