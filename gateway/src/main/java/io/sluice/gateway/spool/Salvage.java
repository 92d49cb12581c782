package io.sluice.gateway.spool;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the rows that can still be read from a damaged table. A damaged page fails each query that
 * touches it, so the search jumps ahead until it is past.
 */
final class Salvage {
  private static final Logger log = LoggerFactory.getLogger(Salvage.class);
  private static final int PAGE = 64;
  private static final int MOST_JUMPS = 2_000;

  private Salvage() {}

  /** Returns how many rows were saved. */
  static long copy(Path damaged, Store to) throws SQLException {
    Store from;
    long end;
    try {
      from = Store.open(damaged);
      end = from.load().nextId;
    } catch (SQLException hopeless) {
      log.debug("nothing to save: {}", hopeless.toString());
      return 0;
    }
    try (from) {
      return copy(from, end, to);
    }
  }

  private static long copy(Store from, long end, Store to) throws SQLException {
    long saved = 0;
    long after = 0;
    for (int jumps = 0; after < end && jumps < MOST_JUMPS; ) {
      List<Row> rows;
      try {
        rows = from.read(after, PAGE);
      } catch (SQLException unreadable) {
        log.debug("behind {}: {}", after, unreadable.toString());
        jumps++;
        after += PAGE;
        continue;
      }
      if (rows.isEmpty()) {
        break;
      }
      to.insert(rows.stream().filter(Row::sound).toList());
      to.commitUnforced();
      saved += rows.size();
      after = rows.get(rows.size() - 1).id();
    }
    return saved;
  }
}
