package io.sluice.gateway.spool;

/** Records that were not taken in. The message is one sentence for the user. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Refusal reason;

  RefusedException(Refusal reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Refusal reason() {
    return reason;
  }
}
