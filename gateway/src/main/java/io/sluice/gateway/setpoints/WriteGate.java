package io.sluice.gateway.setpoints;

import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The one door to the port's {@code write}. Once {@link #shut} has returned, nothing goes through;
 * it waits for a call that is just going through, and a port's calls do not block. Thread-safe.
 */
final class WriteGate {
  private final Port port;
  private boolean open = true;

  WriteGate(Port port) {
    this.port = port;
  }

  /** Empty where the gate is shut. */
  synchronized Optional<CompletionStage<WriteResult>> send(WriteRequest request) {
    return open ? Optional.of(port.write(request)) : Optional.empty();
  }

  synchronized void shut() {
    open = false;
  }

  synchronized boolean isShut() {
    return !open;
  }
}
