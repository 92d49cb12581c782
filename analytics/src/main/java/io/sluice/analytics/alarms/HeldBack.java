package io.sluice.analytics.alarms;

/** Why an operator is not told of an alarm: the name of the counter it is added to. */
public enum HeldBack {
  OUT_OF_SERVICE("out-of-service"),
  SUPPRESSED("suppressed"),
  SHELVED("shelved"),
  FLOOD("flood");

  private final String label;

  HeldBack(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
