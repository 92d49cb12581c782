package io.sluice.simulator.wire;

import java.util.Map;

/**
 * What a proxy has done since it was made.
 *
 * @param connections accepted
 * @param unreachable connections that were reset because the server was not there
 * @param messages messages that came in, both directions
 * @param bytes bytes that went out, both directions
 * @param hits how often each kind of fault did something, by the kind's name; a lie by its own
 */
public record ProxyCounts(
    long connections, long unreachable, long messages, long bytes, Map<String, Long> hits) {
  public ProxyCounts {
    hits = Map.copyOf(hits);
  }

  /** How often a kind of fault did something. */
  public long hits(String kind) {
    return hits.getOrDefault(kind, 0L);
  }
}
