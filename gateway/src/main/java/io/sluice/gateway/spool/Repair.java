package io.sluice.gateway.spool;

import io.sluice.gateway.spool.Commit.Moment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a table that lost rows, or woke up in an older state, in line with what the marker says:
 * rows that were delivered since go, each missing number is declared lost, and numbers go on where
 * they had come to.
 */
final class Repair {
  private static final int PAGE = 1000;

  private final Store store;
  private final Moment now;
  private final Ledger ledger;
  private final Map<String, Long> expected = new HashMap<>();
  private final Map<String, Long> waiting = new HashMap<>();
  private final List<Long> gone = new ArrayList<>();
  private final List<Row> gaps = new ArrayList<>();

  private Repair(Store store, Moment now, Ledger ledger) {
    this.store = store;
    this.now = now;
    this.ledger = ledger;
  }

  /**
   * Repairs, on disk; returns the ledger after that.
   *
   * @param nextId lowest key for new rows
   */
  static Ledger run(Store store, Marker.@Nullable Said said, long nextId, Moment now)
      throws SQLException {
    Ledger ledger = store.load();
    if (said != null && said.number() > ledger.number) {
      said.streams().forEach(ledger::put);
      ledger.lost.putAll(said.lost());
      ledger.number = said.number();
    }
    ledger.nextId = Math.max(nextId, ledger.nextId);
    return new Repair(store, now, ledger).run();
  }

  private Ledger run() throws SQLException {
    ledger.streams.forEach((name, state) -> expected.put(name, state.settled() + 1));
    ledger.rows = 0;
    ledger.gapRows = 0;
    ledger.bytes = 0;
    scan();
    for (Map.Entry<String, Long> stream : expected.entrySet()) {
      long last = ledger.stream(stream.getKey()).last();
      if (stream.getValue() <= last) {
        declare(newId(), stream.getKey(), stream.getValue(), last);
      }
    }
    settle();
    write();
    return ledger;
  }

  private void scan() throws SQLException {
    long after = Long.MIN_VALUE;
    for (List<Row> page = store.read(after, PAGE);
        !page.isEmpty();
        page = store.read(after, PAGE)) {
      for (Row row : page) {
        visit(row);
      }
      after = page.get(page.size() - 1).id();
    }
  }

  private void visit(Row row) {
    ledger.nextId = Math.max(ledger.nextId, (row.id() | 1) + 1);
    long next = expected.getOrDefault(row.stream(), 1L);
    if (!row.sound() || row.seq() < next) {
      gone.add(row.id());
      return;
    }
    if (row.seq() > next) {
      declare(row.id() - 1, row.stream(), next, row.seq() - 1);
    }
    StreamState state = ledger.stream(row.stream());
    if (row.upto() > state.last()) {
      ledger.put(
          row.stream(),
          new StreamState(row.upto(), state.settled(), state.delivered(), state.gaps()));
    }
    expected.put(row.stream(), row.upto() + 1);
    ledger.bytes += row.cost();
    if (row.gap()) {
      ledger.gapRows++;
    } else {
      ledger.rows++;
      waiting.merge(row.stream(), 1L, Long::sum);
    }
  }

  private void declare(long id, String stream, long from, long to) {
    Row gap = Row.of(id, stream, Gap.of(from, to, Gap.DAMAGED), now.time(), now.age());
    gaps.add(gap);
    ledger.gapRows++;
    ledger.bytes += gap.cost();
  }

  private void settle() {
    long before = ledger.lost.values().stream().mapToLong(Long::longValue).sum();
    for (String name : List.copyOf(ledger.streams.keySet())) {
      ledger.put(name, ledger.stream(name).repaired(waiting.getOrDefault(name, 0L)));
    }
    long found = ledger.totals().gaps() - before;
    if (found > 0) {
      ledger.lost.merge(Gap.DAMAGED, found, Long::sum);
    } else {
      takeBack(-found);
    }
    ledger.number++;
  }

  /** An older state of the table has brought back records that had been dropped since. */
  private void takeBack(long found) {
    long rest = found;
    for (Map.Entry<String, Long> loss : ledger.lost.entrySet()) {
      long taken = Math.min(rest, loss.getValue());
      loss.setValue(loss.getValue() - taken);
      rest -= taken;
    }
  }

  private void write() throws SQLException {
    store.delete(gone);
    store.insert(gaps);
    store.write(ledger.streams, ledger.lost);
    store.write(ledger, now.age());
    store.commit();
  }

  private long newId() {
    long id = ledger.nextId;
    ledger.nextId += 2;
    return id;
  }
}
