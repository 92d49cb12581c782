package io.sluice.connectors.recording;

import io.sluice.connectors.Scan;
import java.time.Instant;

/** What a recording holds, in the order it was heard. */
public sealed interface Entry {
  /** One scan; its group is the very object that {@link Recording#groups} names. */
  record Read(Scan scan) implements Entry {}

  /**
   * A moment to be found again: an alarm.
   *
   * @param time read time of the scan that made it one
   * @param name whose: the detector
   * @param what {@code raised} or {@code cleared}
   * @param text one sentence for a person
   */
  record Mark(Instant time, String name, String what, String text) implements Entry {}
}
