package io.sluice.gateway.routes;

/** A queue on the way was full; the scan is dropped and counted as busy. */
final class BusyException extends Exception {
  private static final long serialVersionUID = 1L;

  BusyException(String where) {
    super(where + " is busy", null, false, false);
  }
}
