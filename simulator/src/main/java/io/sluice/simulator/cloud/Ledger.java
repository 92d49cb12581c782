package io.sluice.simulator.cloud;

import io.sluice.simulator.cloud.CloudReport.StreamReport;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts everything the cloud receives. Thread-safe. */
final class Ledger {
  private static final int MOST_STREAMS = 10_000;

  private final SortedMap<String, StreamLedger> streams = new TreeMap<>();
  private long malformed;

  synchronized void accept(byte[] payload) {
    try {
      Envelope envelope = Envelope.parse(payload);
      StreamLedger stream = streams.get(envelope.stream());
      if (stream == null && streams.size() == MOST_STREAMS) {
        malformed++;
        return;
      }
      if (stream == null) {
        stream = new StreamLedger();
        streams.put(envelope.stream(), stream);
      }
      stream.accept(envelope);
    } catch (IllegalArgumentException notAnEnvelope) {
      malformed++;
    }
  }

  synchronized CloudReport report() {
    SortedMap<String, StreamReport> reports = new TreeMap<>();
    streams.forEach((name, stream) -> reports.put(name, stream.report()));
    return new CloudReport(reports, malformed);
  }
}
