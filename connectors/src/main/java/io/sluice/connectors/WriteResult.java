package io.sluice.connectors;

/** What became of one write. */
public sealed interface WriteResult {
  /** The device holds the value: read back within tolerance. */
  record Confirmed(double readBack) implements WriteResult {}

  /** The device accepted the write, and then showed another value until the time was over. */
  record Mismatch(double readBack) implements WriteResult {}

  /** The device accepted the write and could not be read back in time. */
  record Unconfirmed(StatusCode status) implements WriteResult {}

  /**
   * The device refused, or the request failed; whether it took effect is not known where {@code
   * sent}.
   */
  record Failed(StatusCode status, boolean sent, String reason) implements WriteResult {}

  /** Too late: never sent. */
  record Expired() implements WriteResult {}
}
