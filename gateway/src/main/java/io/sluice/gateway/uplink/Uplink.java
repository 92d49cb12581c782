package io.sluice.gateway.uplink;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One link to the cloud, from before it is first reached until the gateway stops. It reconnects by
 * itself; a far end that is not there is a failed send and a state, never an exception.
 *
 * <p>Thread-safe. No method blocks. Completions come on the uplink's own loop and must return
 * quickly.
 */
public interface Uplink extends AutoCloseable {
  String name();

  /** Begins to connect. Called once. */
  void start();

  /**
   * Sends the records in order. Completes when the far end has acknowledged all of them; fails with
   * an {@link UplinkException} otherwise: then any of them may have arrived, none will be sent
   * later by itself, and the caller sends the batch again, marked redelivered. One batch at a time.
   */
  CompletionStage<Void> send(List<UplinkRecord> batch);

  /** What is known of the link now. */
  UplinkStatus status();

  /** Fails what is being sent and lets go of the link; returns at once. */
  @Override
  void close();
}
