package io.sluice.analytics.alarms;

/** Whether an operator has put an alarm aside for a while (OPC UA Part 9, 5.8.17). */
public enum Shelving {
  UNSHELVED("unshelved"),
  /** Until it clears, at the longest for the shelve limit. */
  ONE_SHOT("shelved-once"),
  /** For a time. */
  TIMED("shelved");

  private final String word;

  Shelving(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
