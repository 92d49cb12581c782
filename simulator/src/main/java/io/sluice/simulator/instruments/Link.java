package io.sluice.simulator.instruments;

import java.io.IOException;

/**
 * One server of the plant, as the plant handles it. Every method may block for some seconds and is
 * called by one thread at a time.
 */
public interface Link extends AutoCloseable {
  /** Powers the controller up on the port it had before; does nothing where it runs. */
  void start() throws IOException;

  /** Powers the controller down: connections, sessions and subscriptions are gone. */
  void stop();

  /** The port, once started. */
  int port();

  /** Sends what changed to those who subscribed; quick, never blocks, from any thread. */
  void publish();

  @Override
  void close();
}
