package io.sluice.analytics.alarms;

/** What suppresses an alarm by design; it is in view again when no cause is left. */
public enum SuppressCause {
  /** Somebody said so. */
  PERSON("a person"),
  /** One of the alarms in {@code suppressed-by} is active. */
  OTHER_ALARM("another alarm"),
  /** The asset has changed its mode, or is in one that training has not seen. */
  MODE("the asset's mode");

  private final String words;

  SuppressCause(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
