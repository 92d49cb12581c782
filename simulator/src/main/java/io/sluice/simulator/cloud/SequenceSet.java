package io.sluice.simulator.cloud;

import java.util.Map;
import java.util.TreeMap;

/** A set of numbers kept as runs, so that a gapless stream of any length takes one entry. */
final class SequenceSet {
  private final TreeMap<Long, Long> runs = new TreeMap<>();
  private long size;

  /** Adds a number; returns false where it was there. */
  boolean add(long number) {
    return addAll(number, number) == 1;
  }

  /** Adds all numbers of a closed range; returns how many were new. */
  long addAll(long from, long to) {
    long start = from;
    long end = to;
    long known = 0;
    Map.Entry<Long, Long> run = runs.floorEntry(from);
    if (run == null || run.getValue() < from - 1) {
      run = runs.ceilingEntry(from);
    }
    while (run != null && run.getKey() - 1 <= end) {
      known += Math.max(0, Math.min(to, run.getValue()) - Math.max(from, run.getKey()) + 1);
      start = Math.min(start, run.getKey());
      end = Math.max(end, run.getValue());
      runs.remove(run.getKey());
      run = runs.ceilingEntry(start);
    }
    runs.put(start, end);
    long added = to - from + 1 - known;
    size += added;
    return added;
  }

  long size() {
    return size;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** The lowest number of a set that is not empty. */
  long first() {
    return runs.firstKey();
  }

  /** The highest number of a set that is not empty. */
  long last() {
    return runs.lastEntry().getValue();
  }
}
