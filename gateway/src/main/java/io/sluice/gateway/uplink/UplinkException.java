package io.sluice.gateway.uplink;

/** A batch that was not acknowledged. The message is one sentence for the user. */
public final class UplinkException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean nothingSent;

  public UplinkException(String message, boolean nothingSent) {
    super(message, null, false, false);
    this.nothingSent = nothingSent;
  }

  /** True where not one record of the batch can have arrived. */
  public boolean nothingSent() {
    return nothingSent;
  }
}
