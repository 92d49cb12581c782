package io.sluice.analytics.alarms;

/** What a step of an alarm's life means to those who look on. */
public enum LifeEffect {
  RAISED("raised"),
  CLEARED("cleared"),
  ACKNOWLEDGED("acknowledged"),
  SHELVED("shelved"),
  UNSHELVED("unshelved"),
  SUPPRESSED("suppressed"),
  UNSUPPRESSED("unsuppressed"),
  TAKEN_OUT("out-of-service"),
  PUT_BACK("in-service"),
  /** The operator is told. */
  ANNOUNCED("announced"),
  /** The operator is told again. */
  REANNOUNCED("re-alarmed"),
  /** The operator would have been told, were the alarm not hidden: counted. */
  HELD_BACK("held-back");

  private final String word;

  LifeEffect(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
