package io.sluice.analytics.models;

/**
 * How much is kept of one detector's models. The champion, the one before it, the shadow and the
 * newest version always stay.
 *
 * @param versions most versions, 4 or more
 * @param bytes most bytes of their files
 */
public record Retention(int versions, long bytes) {
  /** Twenty versions, 256 MiB. */
  public static final Retention USUAL = new Retention(20, 256L << 20);

  public Retention {
    if (versions < 4 || bytes < 1) {
      throw new IllegalArgumentException(
          versions + " versions in " + bytes + " bytes: needs at least 4 and 1");
    }
  }
}
