package io.sluice.analytics;

/** Rows that cannot teach a model; the message is a sentence for the user. */
public final class TrainingException extends Exception {
  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
