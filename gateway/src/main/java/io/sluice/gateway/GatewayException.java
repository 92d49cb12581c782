package io.sluice.gateway;

/** The gateway cannot start; the message is for the user: what, why, and what to do. */
public final class GatewayException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  /** Whose turn it is. */
  public enum Trouble {
    /** Something written in the user's files must change. */
    CONFIGURATION,
    /** A port, a directory or another process is in the way. */
    UNAVAILABLE
  }

  public GatewayException(Trouble trouble, String message) {
    super(message);
    this.trouble = trouble;
  }

  GatewayException(Trouble trouble, String message, Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
