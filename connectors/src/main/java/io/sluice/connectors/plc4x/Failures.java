package io.sluice.connectors.plc4x;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong in the driver, as one sentence. */
final class Failures {
  private Failures() {}

  static String sentence(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null
        && (inner instanceof CompletionException || inner instanceof ExecutionException)) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null || message.isBlank()
        ? "the driver failed with " + inner.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
