package io.sluice.analytics.alarms;

/** What can happen to an alarm. */
public enum LifeEvent {
  /** The process leaves normal: {@link Transition#RAISED}. */
  RAISE("raise", By.PROCESS),
  /** The process is back to normal: {@link Transition#CLEARED}. */
  CLEAR("clear", By.PROCESS),
  ACKNOWLEDGE("acknowledge", By.PERSON),
  /** An acknowledged alarm has stood for long, or its score has risen. */
  REALARM("re-alarm", By.TIME),
  SHELVE("shelve", By.PERSON),
  SHELVE_ONCE("shelve-once", By.PERSON),
  UNSHELVE("unshelve", By.PERSON),
  /** The time on the shelf is over. */
  SHELF_ENDS("shelf-ends", By.TIME),
  SUPPRESS("suppress", By.DESIGN),
  UNSUPPRESS("unsuppress", By.DESIGN),
  TAKE_OUT("out-of-service", By.PERSON),
  PUT_BACK("in-service", By.PERSON);

  private final String word;
  private final By by;

  /** Where an event comes from. */
  public enum By {
    PROCESS,
    PERSON,
    TIME,
    /** A person, another alarm, or the asset's mode. */
    DESIGN
  }

  LifeEvent(String word, By by) {
    this.word = word;
    this.by = by;
  }

  public String word() {
    return word;
  }

  public By by() {
    return by;
  }
}
