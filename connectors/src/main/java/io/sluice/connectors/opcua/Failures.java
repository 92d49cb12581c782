package io.sluice.connectors.opcua;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Milo's failures as status codes and plain sentences. */
final class Failures {
  private Failures() {}

  static io.sluice.connectors.StatusCode status(StatusCode status) {
    return new io.sluice.connectors.StatusCode((int) status.getValue());
  }

  /** Name of a status code. */
  static String name(StatusCode status) {
    return StatusCodes.lookup(status.getValue())
        .map(names -> names[0])
        .orElseGet(() -> status(status).toString());
  }

  static String sentence(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null
        && (inner instanceof CompletionException
            || inner instanceof ExecutionException
            || inner instanceof UaException)) {
      inner = inner.getCause();
    }
    if (inner instanceof UaException refusal) {
      return name(refusal.getStatusCode());
    }
    String message = inner.getMessage();
    return message == null || message.isBlank()
        ? inner.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
