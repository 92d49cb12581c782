package io.sluice.simulator.cloud;

import java.util.SortedMap;

/**
 * What the cloud has seen, stream by stream.
 *
 * @param streams by stream name
 * @param malformed publishes that are not an envelope; counted, acknowledged, otherwise ignored
 */
public record CloudReport(SortedMap<String, StreamReport> streams, long malformed) {
  /** Distinct records received, over all streams. */
  public long received() {
    return streams.values().stream().mapToLong(StreamReport::received).sum();
  }

  /** Numbers missing without a gap record, over all streams. */
  public long undeclaredGaps() {
    return streams.values().stream().mapToLong(StreamReport::undeclaredGaps).sum();
  }

  /** Numbers declared lost by gap records, over all streams. */
  public long declaredGaps() {
    return streams.values().stream().mapToLong(StreamReport::declaredGaps).sum();
  }

  /** Repeated records marked as redelivered, over all streams. */
  public long duplicatesMarked() {
    return streams.values().stream().mapToLong(StreamReport::duplicatesMarked).sum();
  }

  /** Repeated records without the mark, over all streams. */
  public long duplicatesUnmarked() {
    return streams.values().stream().mapToLong(StreamReport::duplicatesUnmarked).sum();
  }

  /** Records that came after a later one without being a marked redelivery, over all streams. */
  public long outOfOrder() {
    return streams.values().stream().mapToLong(StreamReport::outOfOrder).sum();
  }

  /**
   * One stream.
   *
   * @param first lowest number seen or declared lost
   * @param last highest number seen or declared lost
   * @param received distinct numbers received
   * @param duplicatesMarked repeated and marked {@code redelivered}
   * @param duplicatesUnmarked repeated without the mark
   * @param outOfOrder lower than one seen before, new, and not marked {@code redelivered}
   * @param declaredGaps numbers declared lost and indeed not received
   * @param undeclaredGaps numbers from 1 to last neither received nor declared lost
   */
  public record StreamReport(
      long first,
      long last,
      long received,
      long duplicatesMarked,
      long duplicatesUnmarked,
      long outOfOrder,
      long declaredGaps,
      long undeclaredGaps) {}
}
