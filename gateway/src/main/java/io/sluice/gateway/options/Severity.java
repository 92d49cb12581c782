package io.sluice.gateway.options;

import java.util.Locale;

/** Whether a problem keeps the files from being used. */
public enum Severity {
  /** The files cannot be used as they are. */
  ERROR,
  /** They can, and something is probably not as meant. */
  WARNING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
