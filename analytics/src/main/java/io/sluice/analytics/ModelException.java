package io.sluice.analytics;

/**
 * A model that cannot be used; the message is a sentence for the user. What it quotes may come from
 * a hostile file: control characters are replaced and the length is limited.
 */
public final class ModelException extends Exception {
  private static final int LONGEST = 1000;

  public ModelException(String message) {
    super(printable(message));
  }

  public ModelException(String message, Throwable cause) {
    super(printable(message), cause);
  }

  private static String printable(String message) {
    String clean = message.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
  }
}
