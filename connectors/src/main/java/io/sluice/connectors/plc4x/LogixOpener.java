package io.sluice.connectors.plc4x;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.DefaultNettyPlcConnection;

/**
 * Opens Logix connections.
 *
 * @param peer where the controller listens
 * @param slot its slot in the chassis
 * @param timeout longest time from the TCP connection to the end of the setup
 */
record LogixOpener(InetSocketAddress peer, int slot, Duration timeout) implements Plc4xLink.Opener {
  @Override
  public PlcConnection open() throws Exception {
    EipChannels channels = new EipChannels(new PlantChannels(peer), timeout);
    DefaultNettyPlcConnection connection = new EipDriver().connection(slot, channels);
    try {
      connection.connect();
    } catch (PlcConnectionException | RuntimeException failed) {
      Exception known = channels.known();
      channels.letGo();
      throw known == null ? failed : known;
    }
    channels.frames().setUp();
    return connection;
  }
}
