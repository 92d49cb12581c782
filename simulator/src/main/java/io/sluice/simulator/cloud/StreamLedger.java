package io.sluice.simulator.cloud;

import io.sluice.simulator.cloud.CloudReport.StreamReport;

/** Counts one stream: what came, what came twice, what came late, what is missing. */
final class StreamLedger {
  private final SequenceSet received = new SequenceSet();
  private final SequenceSet covered = new SequenceSet();
  private long duplicatesMarked;
  private long duplicatesUnmarked;
  private long outOfOrder;

  void accept(Envelope envelope) {
    boolean late = !received.isEmpty() && envelope.seq() < received.last();
    if (!received.add(envelope.seq())) {
      countDuplicate(envelope);
    } else if (late && !envelope.redelivered()) {
      outOfOrder++;
    }
    covered.addAll(envelope.seq(), envelope.seq());
    if (envelope.lostFrom() <= envelope.lostTo()) {
      covered.addAll(envelope.lostFrom(), envelope.lostTo());
    }
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
        covered.last() - covered.first() + 1 - covered.size());
  }
}
