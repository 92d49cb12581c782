package io.sluice.gateway.spool;

import io.sluice.gateway.spool.Intake.Entry;
import io.sluice.gateway.spool.Intake.Offer;
import io.sluice.gateway.spool.Intake.Places;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one commit does to table and ledger. Nothing of it holds before it is on disk; one that
 * failed is thrown away. One owner.
 */
final class Commit {
  private static final int MOST_STREAMS = 10_000;

  private final Ledger before;
  private final SpoolOptions options;
  private final FreshGaps fresh;
  private final Work work;
  private final Moment now;
  private final Map<String, StreamState> streams = new HashMap<>();
  private final Map<String, Long> lost = new HashMap<>();
  private final IdentityHashMap<Offer, Refusal> refusals = new IdentityHashMap<>();
  private final List<Row> records = new ArrayList<>();
  private final List<Long> gone = new ArrayList<>();
  private final Map<Long, Row> gaps = new HashMap<>();
  private final Map<String, Row> newestGaps = new HashMap<>();
  private final Set<Long> gapsGone = new HashSet<>();
  private final Map<Long, Row> gapsMade = new HashMap<>();
  private long nextId;
  private long rows;
  private long gapRows;
  private long bytes;

  Commit(Ledger before, SpoolOptions options, FreshGaps fresh, Work work, Moment now) {
    this.before = before;
    this.options = options;
    this.fresh = fresh;
    this.work = work;
    this.now = now;
    this.nextId = before.nextId;
    this.rows = before.rows;
    this.gapRows = before.gapRows;
    this.bytes = before.bytes;
  }

  /**
   * What is to be written together.
   *
   * @param delivery what has arrived, null where nothing has
   */
  record Work(List<Entry> entries, @Nullable Delivery delivery) {
    boolean empty() {
      return entries.isEmpty() && delivery == null;
    }
  }

  /**
   * When a commit is made.
   *
   * @param age milliseconds on the spool's age clock
   */
  record Moment(Instant time, long age) {}

  /** Brings the work into the transaction: first what leaves, so that there is room. */
  void stage(Store store, int generation) throws SQLException {
    Delivery delivery = work.delivery;
    if (delivery != null && delivery.generation() == generation) {
      release(delivery);
      store.delete(delivery.first(), delivery.last());
    }
    for (Entry entry : work.entries) {
      if (entry instanceof Offer offer) {
        append(offer);
      } else if (entry instanceof Places places) {
        places.counts().forEach(this::lose);
      }
    }
    store.insert(records);
    writeGaps(store);
  }

  /** Writes what follows from staging and trimming. */
  void finish(Store store) throws SQLException {
    writeGaps(store);
    store.write(this);
  }

  /** On disk: the ledger says so. */
  void apply(Ledger ledger) {
    streams.forEach(ledger::put);
    ledger.lost.putAll(lost);
    ledger.number = number();
    ledger.nextId = nextId;
    ledger.rows = rows;
    ledger.gapRows = gapRows;
    ledger.bytes = bytes;
    ledger.ageClock = now.age;
    noteGaps();
  }

  /** On disk, and the ledger was read from there. */
  void noteGaps() {
    gapsGone.forEach(fresh::remove);
    gapsMade.values().forEach(fresh::add);
  }

  boolean empty() {
    return streams.isEmpty() && gapsGone.isEmpty() && gapsMade.isEmpty();
  }

  /** A record goes before it was delivered. */
  void drop(Row row, String reason) {
    gone.add(row.id());
    put(row.stream(), stream(row.stream()).dropped(1));
    count(reason, 1);
    rows--;
    bytes -= row.cost();
  }

  /** A gap record goes, for another that takes its place. */
  void removeGap(Row gap) {
    if (gaps.remove(gap.id()) == null) {
      gone.add(gap.id());
      gapsGone.add(gap.id());
      gapsMade.remove(gap.id());
    }
    gapRows--;
    bytes -= gap.cost();
  }

  void addGap(long id, String stream, Gap gap) {
    Row row = Row.of(id, stream, gap, now.time, now.age);
    gaps.put(id, row);
    newestGaps.put(stream, row);
    gapRows++;
    bytes += row.cost();
  }

  boolean mayGrow(Row gap) {
    return gapsMade.containsKey(gap.id()) || fresh.contains(gap.id());
  }

  Work work() {
    return work;
  }

  @Nullable Refusal refused(Offer offer) {
    return refusals.get(offer);
  }

  long number() {
    return before.number + 1;
  }

  Map<String, StreamState> streams() {
    return streams;
  }

  Map<String, Long> lost() {
    return lost;
  }

  long nextId() {
    return nextId;
  }

  long rows() {
    return rows;
  }

  long gapRows() {
    return gapRows;
  }

  long bytes() {
    return bytes;
  }

  long ageClock() {
    return now.age;
  }

  private void append(Offer offer) {
    Refusal refusal = refusal(offer);
    if (refusal != null) {
      refusals.put(offer, refusal);
      return;
    }
    for (SpoolRecord record : offer.records()) {
      StreamState state = stream(record.stream()).appended();
      put(record.stream(), state);
      records.add(Row.of(newId(), record, state.last(), now.age));
    }
    rows += offer.records().size();
    bytes += offer.cost();
  }

  private @Nullable Refusal refusal(Offer offer) {
    if (options.whenFull() == WhenFull.REFUSE
        && bytes + offer.cost() > options.maxBytes().bytes()) {
      return Refusal.FULL;
    }
    if (before.streams.size() + streams.size() < MOST_STREAMS) {
      return null;
    }
    boolean known =
        offer.records().stream().allMatch(record -> before.streams.containsKey(record.stream()));
    return known ? null : Refusal.TOO_MANY_STREAMS;
  }

  private void lose(Intake.Place place, long count) {
    String stream = place.stream();
    long from = stream(stream).last() + 1;
    Gap gap = Gap.of(from, from + count - 1, place.reason().word());
    put(stream, stream(stream).appendedLost(count));
    count(place.reason().word(), count);
    Row newest = newestGap(stream);
    if (newest != null && newest.upto() + 1 == from) {
      removeGap(newest);
      addGap(newest.id(), stream, Gap.of(newest).and(gap));
    } else {
      addGap(newId(), stream, gap);
    }
  }

  private @Nullable Row newestGap(String stream) {
    Row staged = newestGaps.get(stream);
    return staged != null ? staged : fresh.newest(stream);
  }

  private void writeGaps(Store store) throws SQLException {
    store.delete(gone);
    store.insert(List.copyOf(gaps.values()));
    gapsMade.putAll(gaps);
    gone.clear();
    gaps.clear();
  }

  private void release(Delivery delivery) {
    delivery
        .streams()
        .forEach(
            (stream, done) -> {
              StreamState state = stream(stream);
              put(
                  stream,
                  new StreamState(
                      state.last(),
                      Math.max(state.settled(), done.settled()),
                      state.delivered() + done.delivered(),
                      state.gaps()));
            });
    rows -= delivery.rows();
    gapRows -= delivery.gapRows();
    bytes -= delivery.bytes();
  }

  private StreamState stream(String name) {
    StreamState changed = streams.get(name);
    return changed != null ? changed : before.stream(name);
  }

  private void put(String name, StreamState state) {
    streams.put(name, state);
  }

  private void count(String reason, long records) {
    lost.merge(reason, before.lost.getOrDefault(reason, 0L) + records, (a, b) -> a + records);
  }

  private long newId() {
    long id = nextId;
    nextId += 2;
    return id;
  }
}
