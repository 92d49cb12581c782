package io.sluice.simulator.instruments;

/** What can be wrong with how a point is shown. */
public enum Oddity {
  /** The instrument is dead. */
  FAILED,
  /** A float shows NaN with good status; an integer has no NaN and shows as failed. */
  NOT_A_NUMBER,
  /** The words of a register pair have changed places; in one register the bytes have. */
  WORDS_SWAPPED,
  /** The address is not there any more. */
  GONE
}
