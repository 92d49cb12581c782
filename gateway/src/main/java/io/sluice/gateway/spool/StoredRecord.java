package io.sluice.gateway.spool;

import java.time.Instant;

/**
 * A record on its way out.
 *
 * @param id the spool's own key, rising with age; says nothing to a receiver
 * @param stream whose sequence it belongs to
 * @param sequence its number in the stream, from 1 without holes; for a gap the first lost one
 * @param lastSequence the same, but for a gap the last lost one
 * @param kind as appended, or {@link SpoolRecord#GAP} with the body {@code
 *     {"from":n,"to":m,"reason":"full|age|busy|disk-full|too-large|damaged"}}, reasons joined by
 *     commas where several gaps were merged
 * @param time as appended; for a gap that of the first lost record, or of the finding
 * @param redelivered true where it may have been sent before: a receiver that already has its
 *     {@link #name} drops it
 * @param body the text of one JSON object
 */
public record StoredRecord(
    long id,
    String stream,
    long sequence,
    long lastSequence,
    String kind,
    Instant time,
    boolean redelivered,
    String body) {

  public boolean gap() {
    return kind.equals(SpoolRecord.GAP);
  }

  /**
   * Stable and unique within the spool: {@code stream/7}, and {@code stream/7-9} for a gap, so that
   * a gap is never taken for the record that it declares lost.
   */
  public String name() {
    return stream + "/" + sequence + (gap() ? "-" + lastSequence : "");
  }
}
