package io.sluice.gateway.spool;

/**
 * Where one stream stands.
 *
 * @param last highest sequence number given out; 0 before the first
 * @param settled highest sequence number whose record, or whose gap record, was delivered
 * @param delivered records delivered
 * @param gaps sequence numbers declared lost
 */
record StreamState(long last, long settled, long delivered, long gaps) {
  static final StreamState NEW = new StreamState(0, 0, 0, 0);

  StreamState appended() {
    return new StreamState(last + 1, settled, delivered, gaps);
  }

  /** So many numbers given to records that are lost already. */
  StreamState appendedLost(long count) {
    return new StreamState(last + count, settled, delivered, gaps + count);
  }

  StreamState dropped(long count) {
    return new StreamState(last, settled, delivered, gaps + count);
  }

  StreamState delivered(long sequence) {
    return new StreamState(last, Math.max(settled, sequence), delivered + 1, gaps);
  }

  StreamState gapDelivered(long lastLost) {
    return new StreamState(last, Math.max(settled, lastLost), delivered, gaps);
  }

  /** All that is neither delivered nor among so many still waiting is lost. */
  StreamState repaired(long waiting) {
    return new StreamState(last, settled, delivered, last - delivered - waiting);
  }
}
