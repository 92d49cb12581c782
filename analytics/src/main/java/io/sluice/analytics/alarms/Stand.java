package io.sluice.analytics.alarms;

/**
 * Process condition and acknowledgement of an alarm, as in the alarm state diagram of ISA-18.2-2016
 * (clause 5); shelving, suppression and service are beside it (OPC UA Part 9, 5.8).
 */
public enum Stand {
  NORMAL("A", "normal"),
  UNACKNOWLEDGED("B", "unacknowledged"),
  ACKNOWLEDGED("C", "acknowledged"),
  /** The process is back to normal; nobody has acknowledged the alarm. */
  RETURNED("D", "returned"),
  /** The process is back to normal; the alarm stays until it is acknowledged. */
  LATCHED("E", "latched"),
  /** The same, acknowledged while the process was not normal: needs another acknowledgement. */
  LATCHED_ACKNOWLEDGED("F", "latched-acknowledged");

  private final String letter;
  private final String word;

  Stand(String letter, String word) {
    this.letter = letter;
    this.word = word;
  }

  /** The state's letter in ISA-18.2. */
  public String letter() {
    return letter;
  }

  public String word() {
    return word;
  }

  /** True while the process is not normal: what a setpoint follows. */
  public boolean active() {
    return this == UNACKNOWLEDGED || this == ACKNOWLEDGED;
  }

  /** True while the alarm waits for a person to acknowledge it. */
  public boolean waits() {
    return this != NORMAL && this != ACKNOWLEDGED;
  }

  /** True where an alarm that comes into view is told to the operator. */
  boolean calls() {
    return this == UNACKNOWLEDGED || this == LATCHED;
  }
}
