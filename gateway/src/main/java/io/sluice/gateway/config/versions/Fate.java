package io.sluice.gateway.config.versions;

import java.util.Locale;

/** What became of a version. */
public enum Fate {
  /** The gateway is about to run it. */
  TRYING,
  /** It runs and goes back by itself unless somebody confirms it. */
  TRIAL,
  /** It ran and was meant to: the newest of these is what runs after a fault. */
  CONFIRMED,
  /** The gateway could not run it. */
  REFUSED,
  /** Its trial ended without being confirmed. */
  REVERTED,
  /** It never ran. */
  SET_ASIDE;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether a gateway that starts after a fault must not run it by itself. */
  public boolean isUnproven() {
    return this == TRIAL || this == REVERTED;
  }
}
