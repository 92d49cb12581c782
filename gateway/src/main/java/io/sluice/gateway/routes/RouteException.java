package io.sluice.gateway.routes;

/** A route file cannot be loaded or started; the message says which and why. */
public final class RouteException extends Exception {
  private static final long serialVersionUID = 1L;

  RouteException(String message, Throwable cause) {
    super(message, cause);
  }
}
