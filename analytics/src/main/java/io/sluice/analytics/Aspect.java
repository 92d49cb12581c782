package io.sluice.analytics;

/** What of a tag is looked at. */
public enum Aspect {
  /** Mean over the window. */
  LEVEL("level"),
  /** Standard deviation over the window. */
  SPREAD("spread"),
  /** Mean of the window's newer half less that of its older half. */
  CHANGE("change"),
  /** One value of the window. */
  VALUE("value"),
  /** Time since the value last changed. */
  STILL("standing still for"),
  /** Root mean square of what moves within a band of frequencies. */
  BAND("RMS");

  private final String word;

  Aspect(String word) {
    this.word = word;
  }

  /** For sentences to the user. */
  public String word() {
    return word;
  }
}
