package io.sluice.analytics.csv;

/** What is in a cell. */
public enum Content {
  /** A finite number. */
  NUMBER,
  /** Nothing, or one of the words that historians write for no value. */
  EMPTY,
  /** NaN, an infinity, or a number too large for a double. */
  NOT_FINITE,
  /** Something else. */
  TEXT
}
