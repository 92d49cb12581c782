package io.sluice.simulator.cloud;

import io.sluice.simulator.cloud.CloudReport.StreamReport;

/**
 * Counts one stream: what came, what came twice, what came late, what is missing. Numbers begin at
 * 1; a gap record carries the first number that it declares lost and has none of its own.
 */
final class StreamLedger {
  private final SequenceSet received = new SequenceSet();
  private final SequenceSet covered = new SequenceSet();
  private long duplicatesMarked;
  private long duplicatesUnmarked;
  private long outOfOrder;

  void accept(Envelope envelope) {
    if (envelope.gap()) {
      covered.addAll(envelope.lostFrom(), envelope.lostTo());
    } else {
      acceptRecord(envelope);
    }
  }

  private void acceptRecord(Envelope envelope) {
    boolean late = !received.isEmpty() && envelope.seq() < received.last();
    if (!received.add(envelope.seq())) {
      countDuplicate(envelope);
    } else if (late && !envelope.redelivered()) {
      outOfOrder++;
    }
    covered.addAll(envelope.seq(), envelope.seq());
  }

  private void countDuplicate(Envelope envelope) {
    if (envelope.redelivered()) {
      duplicatesMarked++;
    } else {
      duplicatesUnmarked++;
    }
  }

  StreamReport report() {
    return new StreamReport(
        covered.first(),
        covered.last(),
        received.size(),
        duplicatesMarked,
        duplicatesUnmarked,
        outOfOrder,
        covered.size() - received.size(),
        covered.last() - covered.size());
  }
}
