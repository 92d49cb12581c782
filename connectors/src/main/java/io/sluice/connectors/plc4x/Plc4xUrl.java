package io.sluice.connectors.plc4x;

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
  private static final int MODBUS_PORT = 502;

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
    if (driver.startsWith("opcua")) {
      throw new IllegalArgumentException(
          "url is \""
              + url
              + "\": PLC4X's OPC UA driver has an open vulnerability (CVE-2026-102508) and is never"
              + " used; take kind: opcua with url: opc.tcp://"
              + shape.group("peer"));
    }
    boolean ours = driver.equals("modbus-tcp") && shape.group("transport") == null;
    return ours
        ? modbus(url, shape.group("peer"), shape.group("rest"))
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

  private static Plc4xUrl modbus(String url, String peer, String rest) {
    Matcher hostPort = HOST_PORT.matcher(peer);
    String port = hostPort.matches() ? hostPort.group("port") : "0";
    int number = port == null ? MODBUS_PORT : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          "url is \"" + url + "\", allowed is modbus-tcp://host:port with a port of 1 to 65535");
    }
    String full = port == null ? peer + ":" + number : peer;
    String query = rest.startsWith("/") ? rest.substring(1) : rest;
    return new Plc4xUrl(
        "modbus-tcp", full, "modbus-tcp:" + PlantTransport.CODE + "://" + full + query);
  }
}
