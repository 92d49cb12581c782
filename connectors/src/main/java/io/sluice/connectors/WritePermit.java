package io.sluice.connectors;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Leave to send, until it is withdrawn. Who sends does it through the permit, so that a write which
 * waits in a connector is not sent after {@link #withdraw} has returned.
 *
 * <p>Thread-safe.
 */
public final class WritePermit {
  private boolean withdrawn;

  /**
   * Sends where the permit stands.
   *
   * @param send hands the value to the driver; must not block, as {@link #withdraw} waits for it
   * @return what {@code send} gave, empty where the permit was withdrawn
   */
  public synchronized <T> Optional<T> use(Supplier<T> send) {
    return withdrawn ? Optional.empty() : Optional.of(send.get());
  }

  /** For good. Waits for a sending that is just going on. */
  public synchronized void withdraw() {
    withdrawn = true;
  }

  public synchronized boolean isWithdrawn() {
    return withdrawn;
  }
}
