package io.sluice.gateway.spool;

/** What a spool does once its bytes are used up. */
public enum WhenFull {
  /** The oldest records make room and are declared as a gap. */
  DROP_OLDEST,
  /** New records are refused; who appends them keeps them. */
  REFUSE
}
