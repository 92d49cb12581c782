package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What became of a value that was to be sent. */
public sealed interface Sending {
  /** The device said yes. */
  record Accepted() implements Sending {}

  /** It ends here, without a read-back. */
  record Ended(WriteResult result) implements Sending {}

  /** Ends as failed. */
  static Ended failed(StatusCode status, boolean sent, String reason) {
    return new Ended(new WriteResult.Failed(status, sent, reason));
  }

  /**
   * The last look before the wire: sends unless it is too late or the permit was withdrawn, which
   * then is the outcome.
   *
   * @param send hands the value to the driver; must not block
   * @return what {@code send} gave, empty where nothing was sent
   */
  static <T> Optional<T> ifStillWanted(
      WriteRequest request,
      PlantClock clock,
      CompletableFuture<Sending> outcome,
      Supplier<T> send) {
    if (clock.nanoTime() - request.notAfterNanos() > 0) {
      outcome.complete(new Ended(new WriteResult.Expired()));
      return Optional.empty();
    }
    Optional<T> sent = request.permit().use(send);
    if (sent.isEmpty()) {
      outcome.complete(failed(StatusCode.BAD_SHUTDOWN, false, "stopped before it was sent"));
    }
    return sent;
  }
}
