package io.sluice.simulator.cloud;

import java.io.IOException;

/** An MQTT broker that plays the cloud. Thread-safe. */
public final class VirtualCloud implements AutoCloseable {
  private VirtualCloud() {}

  /** Starts on 127.0.0.1; port 0 takes any free one. */
  public static VirtualCloud start(int port) throws IOException {
    throw new IOException("not yet built, port " + port);
  }

  /** The port it listens on, or will again. */
  public int port() {
    return 0;
  }

  /** {@code mqtt://127.0.0.1:PORT}. */
  public String url() {
    return "mqtt://127.0.0.1:" + port();
  }

  /** Drops all clients and refuses new ones. */
  public void linkDown() {}

  /** Listens again on the same port. */
  public void linkUp() throws IOException {
    throw new IOException("not yet built");
  }

  /** Records the next {@code count} publishes, then breaks the connection without acknowledging. */
  public void loseAcks(int count) {}

  /** What has been received so far. */
  public CloudReport report() {
    return new CloudReport(new java.util.TreeMap<>(), 0);
  }

  @Override
  public void close() {}
}
