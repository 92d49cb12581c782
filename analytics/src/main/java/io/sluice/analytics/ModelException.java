package io.sluice.analytics;

/** A model that cannot be used; the message is a sentence for the user. */
public final class ModelException extends Exception {
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
