package io.sluice.simulator.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A port on loopback that stays ours while nobody listens on it: bound, and never connected. Who
 * connects is refused as by a server that is off, and no other connection is given the port in the
 * meantime. A server of this process listens on it beside, with SO_REUSEADDR, as Linux allows while
 * the others on the port do not listen (socket(7)).
 */
public final class HeldPort implements AutoCloseable {
  private final SocketChannel bound;
  private final int number;

  /**
   * Takes the port.
   *
   * @param port on loopback, 0 for any free one
   * @throws IOException naming the port, where it cannot be had
   */
  public HeldPort(int port) throws IOException {
    bound = SocketChannel.open();
    try {
      bound.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      number = ((InetSocketAddress) bound.getLocalAddress()).getPort();
    } catch (IOException taken) {
      bound.close();
      throw new IOException(
          "cannot listen on 127.0.0.1:" + port + ": " + taken.getMessage(), taken);
    }
  }

  public int number() {
    return number;
  }

  /** Gives the port back. */
  @Override
  public void close() throws IOException {
    bound.close();
  }
}
