package io.sluice.connectors.plc4x;

import java.net.InetSocketAddress;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;
import org.apache.plc4x.java.spi.configuration.PlcTransportConfiguration;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.transport.Transport;
import org.apache.plc4x.java.transport.tcp.DefaultTcpTransportConfiguration;

/**
 * TCP for PLC4X's drivers, found by PLC4X through its service file.
 *
 * <p>PLC4X's own {@code tcp} makes an event loop group for each connection, takes two seconds to
 * close it, prints a stack trace to stderr on every refused connect, and leaves the driver's five
 * threads behind when the peer closes first. This one shares one group in the process, says what
 * went wrong by its exception, and tells the driver to let go whoever closes.
 */
public final class PlantTransport implements Transport {
  static final String CODE = "plant";

  @Override
  public String getTransportCode() {
    return CODE;
  }

  @Override
  public String getTransportName() {
    return "TCP on a shared event loop";
  }

  @Override
  public ChannelFactory createChannelFactory(String transportConfig) {
    int colon = transportConfig.lastIndexOf(':');
    if (colon < 1) {
      throw new PlcRuntimeException("no port in " + transportConfig);
    }
    return new PlantChannels(
        InetSocketAddress.createUnresolved(
            transportConfig.substring(0, colon),
            Integer.parseInt(transportConfig.substring(colon + 1))));
  }

  @Override
  public Class<? extends PlcTransportConfiguration> getTransportConfigType() {
    return DefaultTcpTransportConfiguration.class;
  }
}
