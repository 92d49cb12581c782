package io.sluice.analytics.models;

import java.util.Locale;

/** Where a version of a model stands in its life. */
public enum ModelState {
  /** Made or imported; does nothing yet. */
  CANDIDATE,
  /** Scores live rows beside the champion, without alarms. At most one of a detector. */
  SHADOW,
  /** Its alarms count. At most one of a detector. */
  CHAMPION,
  /** Has served or been set aside. */
  RETIRED;

  /** The state in lower case, as files and screens write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ModelState of(String word) {
    for (ModelState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no state of a model");
  }
}
