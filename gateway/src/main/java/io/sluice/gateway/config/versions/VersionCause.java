package io.sluice.gateway.config.versions;

import java.util.Locale;

/** Why a version came to be. */
public enum VersionCause {
  /** The gateway started on these files. */
  START,
  /** A file was saved. */
  SAVE,
  /** Somebody said {@code sluice apply}. */
  APPLY,
  /** Somebody said {@code sluice rollback}. */
  ROLLBACK,
  /** It lay on the disk when other files were put there, and is kept so that nothing is lost. */
  SET_ASIDE;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
