package io.sluice.analytics.models;

/**
 * In whose name a model changes its state, and why. Both are kept for good.
 *
 * @param who a person, or the part of the gateway that decided; 1 to 100 characters
 * @param why one sentence; up to 500 characters, longer ones are cut
 */
public record Deed(String who, String why) {
  private static final int LONGEST_WHO = 100;
  private static final int LONGEST_WHY = 500;

  public Deed {
    who = printable(who.strip());
    why = printable(why.strip());
    if (who.isEmpty() || who.length() > LONGEST_WHO) {
      throw new IllegalArgumentException("who does this? give a name of 1 to 100 characters");
    }
    why = why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY - 1) + "…" : why;
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
