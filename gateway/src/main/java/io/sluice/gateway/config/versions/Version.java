package io.sluice.gateway.config.versions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version as its manifest tells it.
 *
 * @param number from 1, never used twice
 * @param kept when
 * @param cause why
 * @param person who, or empty where nobody asked for it
 * @param hash of its files, as {@link io.sluice.gateway.config.Snapshot#hash}
 * @param bytes of its files
 * @param outcome what became of it
 * @param sentence what it changed, or why it is not what runs
 * @param confirmBy until when it must be confirmed; null where it need not be
 */
public record Version(
    int number,
    Instant kept,
    VersionCause cause,
    String person,
    String hash,
    long bytes,
    Fate outcome,
    String sentence,
    @Nullable Instant confirmBy) {
  /** Longest sentence that is kept, in characters. */
  public static final int LONGEST_SENTENCE = 2_000;

  public Version {
    if (number < 1) {
      throw new IllegalArgumentException("version " + number + " is none; they count from 1");
    }
    if (sentence.length() > LONGEST_SENTENCE) {
      sentence = sentence.substring(0, LONGEST_SENTENCE) + "…";
    }
  }

  /** The same with what became of it. */
  public Version ended(Fate end, String why) {
    return new Version(number, kept, cause, person, hash, bytes, end, why, confirmBy);
  }

  /** The same while it must still prove itself. */
  public Version onTrial(Instant until) {
    return new Version(number, kept, cause, person, hash, bytes, Fate.TRIAL, sentence, until);
  }
}
