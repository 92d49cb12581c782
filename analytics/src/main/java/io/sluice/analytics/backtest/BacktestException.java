package io.sluice.analytics.backtest;

import java.util.List;

/** A backtest that cannot be done; the message is a sentence for the user, with file and line. */
public final class BacktestException extends Exception {
  /** Whose mistake it is. */
  public enum Trouble {
    /** What was asked for does not go with the files: a column that is not there. */
    ASKED,
    /** A file cannot be read, or its rows cannot teach a detector. */
    DATA
  }

  private final Trouble trouble;
  private final String read;
  private final List<String> allowed;

  public BacktestException(Trouble trouble, String message) {
    super(message);
    this.trouble = trouble;
    this.read = "";
    this.allowed = List.of();
  }

  public BacktestException(Trouble trouble, String message, Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
    this.read = "";
    this.allowed = List.of();
  }

  /** A name that is not there, and those that are. */
  public BacktestException(String message, String read, List<String> allowed) {
    super(message + "; there are " + some(allowed));
    this.trouble = Trouble.ASKED;
    this.read = read;
    this.allowed = List.copyOf(allowed);
  }

  public Trouble trouble() {
    return trouble;
  }

  /** The name that is not there; empty where the trouble is another. */
  public String read() {
    return read;
  }

  /** The names that are there instead. */
  public List<String> allowed() {
    return allowed;
  }

  private static String some(List<String> names) {
    int most = 20;
    String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
    return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
  }
}
