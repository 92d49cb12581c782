package io.sluice.gateway.spool;

import java.util.HashMap;
import java.util.Map;

/** What is on disk, in numbers: the state after the last commit. One owner. */
final class Ledger {
  /** Number of the last commit; 0 before the first. */
  long number;

  /** Key of the next record; even. */
  long nextId = 2;

  long rows;
  long gapRows;
  long bytes;

  /** Milliseconds on the age clock at the last commit. */
  long ageClock;

  final Map<String, StreamState> streams = new HashMap<>();
  final Map<String, Long> lost = new HashMap<>();

  private long appended;
  private long delivered;
  private long gaps;

  StreamState stream(String name) {
    return streams.getOrDefault(name, StreamState.NEW);
  }

  void put(String name, StreamState state) {
    StreamState before = stream(name);
    streams.put(name, state);
    appended += state.last() - before.last();
    delivered += state.delivered() - before.delivered();
    gaps += state.gaps() - before.gaps();
  }

  Totals totals() {
    return new Totals(appended, delivered, gaps, rows, gapRows, bytes, Map.copyOf(lost));
  }

  /** The sums over all streams at one commit. */
  record Totals(
      long appended,
      long delivered,
      long gaps,
      long rows,
      long gapRows,
      long bytes,
      Map<String, Long> lost) {}
}
