package io.sluice.analytics.alarms;

/** Why an event does nothing in a state. */
public enum LifeRefusal {
  NOTHING_TO_ACKNOWLEDGE("no alarm waits to be acknowledged"),
  ALREADY_ACKNOWLEDGED("the alarm is acknowledged already"),
  ALREADY_RAISED("the alarm is raised already"),
  NOT_RAISED("the alarm is not raised"),
  NOT_ACKNOWLEDGED("only an alarm that is acknowledged and not cleared is announced again"),
  ALREADY_SHELVED("the alarm is shelved so already; unshelve it first"),
  NOT_SHELVED("the alarm is not shelved"),
  SHELF_TOO_LONG("the time is not above 0 and within shelve-limit of detectors.yaml"),
  ALREADY_SUPPRESSED("the alarm is suppressed already"),
  NOT_SUPPRESSED("the alarm is not suppressed"),
  ALREADY_OUT_OF_SERVICE("the alarm is out of service already"),
  ALREADY_IN_SERVICE("the alarm is in service already");

  private final String sentence;

  LifeRefusal(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
