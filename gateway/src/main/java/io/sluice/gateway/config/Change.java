package io.sluice.gateway.config;

/**
 * One thing that a new configuration touches. What is not named by a change keeps running as it is.
 *
 * @param noun what it is: {@code connections}, {@code assets}, {@code detectors}, {@code
 *     setpoints}, {@code spools}, {@code uplinks} or {@code routes}
 * @param name which one
 * @param how what becomes of it
 * @param sentence the same for a person, with the reason
 */
public record Change(String noun, String name, How how, String sentence) {
  /** What becomes of a thing. */
  public enum How {
    ADDED,
    REMOVED,
    /** Its own options, tags or text differ. */
    CHANGED,
    /** It is as it was, but stands on something that is rebuilt. */
    AFFECTED
  }

  /** True where the one that runs now ends. */
  public boolean ends() {
    return how != How.ADDED;
  }

  /** True where a new one begins. */
  public boolean begins() {
    return how != How.REMOVED;
  }
}
