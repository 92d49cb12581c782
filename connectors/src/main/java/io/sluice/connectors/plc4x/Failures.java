package io.sluice.connectors.plc4x;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/** What went wrong in the driver, as one sentence. */
final class Failures {
  private Failures() {}

  static String sentence(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null
        && (inner instanceof CompletionException || inner instanceof ExecutionException)) {
      inner = inner.getCause();
    }
    if (inner instanceof RejectedExecutionException) {
      // The driver's threads go first when the peer hangs up; its own words for that are Java's.
      return "the connection broke";
    }
    String message = inner.getMessage();
    return message == null || message.isBlank()
        ? "the driver failed with " + inner.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
