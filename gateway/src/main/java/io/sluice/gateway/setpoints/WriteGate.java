package io.sluice.gateway.setpoints;

import io.sluice.connectors.WritePermit;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The one door to the port's {@code write}. Once {@link #shut} has returned, nothing goes through,
 * and what went through and still waits in a connector is not sent: each write carries the gate's
 * permit. Thread-safe.
 */
final class WriteGate {
  private final Port port;
  private final WritePermit permit = new WritePermit();

  WriteGate(Port port) {
    this.port = port;
  }

  /** Empty where the gate is shut. */
  Optional<CompletionStage<WriteResult>> send(WriteRequest request) {
    return permit.use(() -> port.write(request.under(permit)));
  }

  /** Waits for a call that is just going through; a port's calls do not block. */
  void shut() {
    permit.withdraw();
  }

  boolean isShut() {
    return permit.isWithdrawn();
  }
}
