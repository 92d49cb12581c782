package io.sluice.gateway.spool;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drops the oldest records where the spool is over its bytes or they are over its age, and leaves a
 * gap record in their place, one for each run of numbers. What a taker holds is left alone.
 */
final class Trimmer {
  private static final int PAGE = 500;

  private final Commit commit;
  private final Map<String, Span> spans = new HashMap<>();
  private final long tooOld;
  private final long target;

  private Trimmer(Commit commit, long tooOld, long target) {
    this.commit = commit;
    this.tooOld = tooOld;
    this.target = target;
  }

  /**
   * Drops within the commit what is too much or too old.
   *
   * @param cursor id of the last record that a taker holds
   */
  static void run(Commit commit, Store store, SpoolOptions options, long cursor)
      throws SQLException {
    long most = options.maxBytes().bytes();
    boolean full = options.whenFull() == WhenFull.DROP_OLDEST && commit.bytes() > most;
    // A hundredth more than needed, so that a full spool does not look for the oldest each time.
    long target = full ? most - most / 100 : Long.MAX_VALUE;
    long tooOld = commit.ageClock() - options.maxAge().toMillis();
    new Trimmer(commit, tooOld, target).trim(store, cursor);
  }

  private void trim(Store store, long cursor) throws SQLException {
    long after = cursor;
    boolean more = true;
    // The first look is at few rows: usually there is nothing to drop.
    for (int page = 8; more; page = PAGE) {
      List<Row> rows = store.read(after, page);
      more = rows.size() == page;
      for (Row row : rows) {
        if (!trimmed(row)) {
          more = false;
          break;
        }
        after = row.id();
      }
    }
    spans.forEach(this::finish);
  }

  private boolean trimmed(Row row) {
    if (row.gap()) {
      join(row, Gap.of(row), row);
      return true;
    }
    String reason = reason(row);
    if (reason == null) {
      return false;
    }
    commit.drop(row, reason);
    join(row, Gap.of(row.seq(), row.upto(), reason), null);
    return true;
  }

  private @Nullable String reason(Row row) {
    if (row.appended() < tooOld) {
      return Gap.AGE;
    }
    return commit.bytes() > target ? Gap.FULL : null;
  }

  /** Adds the gap to the one that ends right before it, or begins a new one. */
  private void join(Row row, Gap gap, @Nullable Row existing) {
    boolean closed = existing != null && !commit.mayGrow(existing);
    Span span = spans.get(row.stream());
    if (!closed && span != null && span.gap.to() + 1 == gap.from()) {
      span.gap = span.gap.and(gap);
      span.grew = true;
      if (existing != null) {
        commit.removeGap(existing);
      }
      return;
    }
    if (span != null) {
      finish(row.stream(), span);
    }
    if (closed) {
      spans.remove(row.stream());
    } else {
      spans.put(row.stream(), new Span(row.id(), gap, existing));
    }
  }

  private void finish(String stream, Span span) {
    Row existing = span.existing;
    if (existing != null && span.grew) {
      commit.removeGap(existing);
    }
    if (existing == null || span.grew) {
      commit.addGap(span.id, stream, span.gap);
    }
  }

  /** A gap that the stream's next record may join. */
  private static final class Span {
    private final long id;
    private final @Nullable Row existing;
    private Gap gap;
    private boolean grew;

    Span(long id, Gap gap, @Nullable Row existing) {
      this.id = id;
      this.gap = gap;
      this.existing = existing;
    }
  }
}
