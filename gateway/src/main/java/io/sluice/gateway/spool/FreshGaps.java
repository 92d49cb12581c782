package io.sluice.gateway.spool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gap records that nobody has seen yet. Only those may still grow: one that may have been sent must
 * stay what it is, or a receiver would count it twice. One owner.
 */
final class FreshGaps {
  private final Set<Long> ids = new HashSet<>();
  private final Map<String, Row> newest = new HashMap<>();

  boolean contains(long id) {
    return ids.contains(id);
  }

  /** The newest gap of the stream, if it is unseen; null otherwise. */
  @Nullable Row newest(String stream) {
    Row row = newest.get(stream);
    return row != null && ids.contains(row.id()) ? row : null;
  }

  void add(Row gap) {
    ids.add(gap.id());
    Row before = newest.get(gap.stream());
    if (before == null || before.upto() <= gap.upto()) {
      newest.put(gap.stream(), gap);
    }
  }

  /** Seen, or gone. */
  void remove(long id) {
    ids.remove(id);
  }

  void clear() {
    ids.clear();
    newest.clear();
  }
}
