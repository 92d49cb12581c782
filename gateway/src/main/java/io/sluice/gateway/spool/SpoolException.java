package io.sluice.gateway.spool;

/** A spool that cannot be opened. The message is one sentence for the user, with what to do. */
public final class SpoolException extends Exception {
  private static final long serialVersionUID = 1;

  public SpoolException(String message) {
    super(message);
  }

  public SpoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
