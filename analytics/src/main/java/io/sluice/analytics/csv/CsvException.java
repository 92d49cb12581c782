package io.sluice.analytics.csv;

/** A file that cannot be read as CSV; the message names file and line, for the user. */
public final class CsvException extends Exception {
  public CsvException(String message) {
    super(message);
  }

  public CsvException(String message, Throwable cause) {
    super(message, cause);
  }
}
