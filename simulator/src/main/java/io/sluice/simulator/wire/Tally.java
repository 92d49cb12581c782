package io.sluice.simulator.wire;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a proxy does. Thread-safe. */
final class Tally {
  final LongAdder connections = new LongAdder();
  final LongAdder unreachable = new LongAdder();
  final LongAdder messages = new LongAdder();
  final LongAdder bytes = new LongAdder();
  private final Map<String, LongAdder> hits = new ConcurrentHashMap<>();

  void hit(WireFault fault) {
    String kind =
        fault instanceof WireFault.Rewrite lie ? lie.name() : fault.getClass().getSimpleName();
    hits.computeIfAbsent(kind, none -> new LongAdder()).increment();
  }

  ProxyCounts counts() {
    Map<String, Long> all = new TreeMap<>();
    hits.forEach((kind, count) -> all.put(kind, count.sum()));
    return new ProxyCounts(connections.sum(), unreachable.sum(), messages.sum(), bytes.sum(), all);
  }
}
