package io.sluice.gateway.uplink;

/** A batch that was not acknowledged. The message is one sentence for the user. */
public final class UplinkException extends Exception {
  private static final long serialVersionUID = 1;

  public UplinkException(String message) {
    super(message, null, false, false);
  }
}
