package io.sluice.connectors;

import java.util.Locale;

/** Why a scan that was due did not come. */
public enum Missed {
  /** The scan before was still being read. */
  BUSY,
  /** The gateway itself came late: the machine was busy, asleep or stopped. */
  LATE,
  /** The peer or the gateway had to drop it. */
  DROPPED,
  /** The connection was down. */
  NOT_CONNECTED;

  /** As it is shown and counted: {@code not-connected}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
