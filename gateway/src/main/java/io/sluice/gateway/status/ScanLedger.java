package io.sluice.gateway.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where every scan handed to a route went: received = scored + no verdict (by reason) + dropped (by
 * reason) + in flight.
 *
 * <p>Thread-safe. Each received scan is settled exactly once. The sum holds exactly whenever
 * nothing is in flight; while scans are moving, in flight is the difference.
 */
public final class ScanLedger {
  private final LongAdder received = new LongAdder();
  private final LongAdder samples = new LongAdder();
  private final LongAdder scored = new LongAdder();
  private final Map<String, LongAdder> noVerdicts = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

  /** A scan enters a route. */
  public void received(int samplesInScan) {
    received.increment();
    samples.add(samplesInScan);
  }

  /** It left with a score. */
  public void scored() {
    scored.increment();
  }

  /** It left without one. */
  public void noVerdict(String reason) {
    noVerdicts.computeIfAbsent(reason, key -> new LongAdder()).increment();
  }

  /** It did not get through. */
  public void dropped(String reason) {
    dropped.computeIfAbsent(reason, key -> new LongAdder()).increment();
  }

  public Totals totals() {
    // Settled counts are read before the received one, so that in flight is never negative.
    Map<String, Long> without = sums(noVerdicts);
    Map<String, Long> lost = sums(dropped);
    long settledScored = scored.sum();
    return new Totals(received.sum(), samples.sum(), settledScored, without, lost);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    Map<String, Long> sums = new TreeMap<>();
    adders.forEach((reason, adder) -> sums.put(reason, adder.sum()));
    return new LinkedHashMap<>(sums);
  }

  /**
   * One reading of the ledger.
   *
   * @param received scans handed to routes
   * @param samples samples in them
   * @param scored scans that left with a score
   * @param noVerdicts scans that left without, by reason
   * @param dropped scans that did not get through, by reason
   */
  public record Totals(
      long received,
      long samples,
      long scored,
      Map<String, Long> noVerdicts,
      Map<String, Long> dropped) {
    public long noVerdict() {
      return noVerdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long lost() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    public long inFlight() {
      return received - scored - noVerdict() - lost();
    }
  }
}
