package io.sluice.gateway.spool;

import java.util.Locale;

/** Why a spool did not take a record in. */
public enum Refusal {
  /** Appended faster than the disk writes. Declared as a gap. */
  BUSY(true),
  /** No room on the disk, and none left in memory. Declared as a gap. */
  DISK_FULL(true),
  /** Larger than {@code max-record}. Declared as a gap. */
  TOO_LARGE(true),
  /**
   * {@code max-bytes} is used up and {@code when-full} is {@code refuse}. Append it again later.
   */
  FULL(false),
  /** More streams than a spool can count. */
  TOO_MANY_STREAMS(false),
  /** The spool was closed before the record was on disk. */
  CLOSED(false);

  private final boolean declared;

  Refusal(boolean declared) {
    this.declared = declared;
  }

  /**
   * True where the refused records took sequence numbers and are declared as a gap: appending them
   * again makes new records.
   */
  public boolean declared() {
    return declared;
  }

  /** As it stands in counters and gap records: {@code disk-full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
