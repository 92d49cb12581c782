package io.sluice.gateway.setpoints;

import org.jspecify.annotations.Nullable;

/** An interlock expression that does not compile; for the user, with the place and a way out. */
public final class InterlockException extends IllegalArgumentException {
  private final int column;
  private final @Nullable String suggestion;

  InterlockException(String message, int column, @Nullable String suggestion) {
    super(message);
    this.column = column;
    this.suggestion = suggestion;
  }

  /** Column of the fault in the expression, from 1. */
  public int column() {
    return column;
  }

  /** A name that exists and looks like the unknown one, or null. */
  public @Nullable String suggestion() {
    return suggestion;
  }
}
