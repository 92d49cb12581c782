package io.sluice.analytics.models;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a version came to be.
 *
 * @param how by training, by merging, or from outside
 * @param by who or what made it, as {@code live rows}; at most 200 characters, longer ones are cut
 * @param parent the version it was made to follow, or null where there is none
 * @param created when, or null where it is not known
 */
public record Making(How how, String by, @Nullable Integer parent, @Nullable Instant created) {
  private static final int LONGEST = 200;

  /** The ways to come by a model. */
  public enum How {
    TRAINED,
    /** Made of statistics of several gateways. */
    MERGED,
    /** Written by another gateway, or by this one and brought back. */
    IMPORTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static How of(String word) {
      for (How how : values()) {
        if (how.word().equals(word)) {
          return how;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is no way to come by a model");
    }
  }

  public Making {
    by = by.replaceAll("\\p{Cntrl}", "?");
    by = by.length() > LONGEST ? by.substring(0, LONGEST) : by;
  }

  /** Trained just now; the registry knows the time and the parent. */
  public static Making trained(String by) {
    return new Making(How.TRAINED, by, null, null);
  }

  /** Merged just now; the registry knows the time and the parent. */
  public static Making merged(String by) {
    return new Making(How.MERGED, by, null, null);
  }

  Making completed(Instant now, @Nullable Integer champion) {
    return new Making(how, by, parent == null ? champion : parent, created == null ? now : created);
  }
}
