package io.sluice.gateway.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the disk, in order, bounded by bytes. Where there is no room a record's
 * place in its stream is kept, by count, so that the gap is declared just there. Thread-safe.
 */
final class Intake {
  private static final int MOST_PLACES = 10_000;

  private final SpoolOptions options;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private long rows;
  private long queued;
  private long bytes;
  private Refusal whenNoRoom = Refusal.BUSY;
  private boolean closed;

  Intake(SpoolOptions options) {
    this.options = options;
  }

  sealed interface Entry permits Offer, Places {}

  /** Records appended together. Measured once, before the door is locked. */
  record Offer(List<SpoolRecord> records, long cost, long largest, CompletableFuture<Void> done)
      implements Entry {
    static Offer of(List<SpoolRecord> records) {
      long cost = 0;
      long largest = 0;
      for (SpoolRecord record : records) {
        long one = Row.cost(record);
        cost += one;
        largest = Math.max(largest, one);
      }
      return new Offer(records, cost, largest, new CompletableFuture<>());
    }
  }

  /** Refused records that are owed a gap. */
  record Places(Map<Place, Long> counts) implements Entry {}

  /** Where refused records belong. */
  record Place(String stream, Refusal reason) {}

  /** Takes the records in, or says why not. */
  synchronized @Nullable RefusedException offer(Offer offer) {
    Refusal refusal = refusal(offer);
    if (refusal == null) {
      entries.add(offer);
      rows += offer.records.size();
      queued += offer.records.size();
      bytes += offer.cost;
      return null;
    }
    refuse(offer, refusal);
    return new RefusedException(refusal, sentence(refusal));
  }

  /** Entries of at most so many records, but at least one entry if there is one. */
  synchronized List<Entry> take(int most) {
    List<Entry> taken = new ArrayList<>();
    int records = 0;
    for (Entry next = entries.peek(); next != null; next = entries.peek()) {
      int size = next instanceof Offer offer ? offer.records.size() : 0;
      if (!taken.isEmpty() && records + size > most) {
        break;
      }
      taken.add(entries.remove());
      records += size;
    }
    queued -= records;
    return taken;
  }

  /** Those entries are off the memory's account: on disk, or refused. */
  synchronized void settled(List<Entry> group) {
    for (Entry entry : group) {
      if (entry instanceof Offer offer) {
        rows -= offer.records.size();
        bytes -= offer.cost;
      }
    }
  }

  /** Counts records that were refused later than at the door. */
  synchronized void count(Refusal refusal, long records) {
    refused.merge(refusal, records, Long::sum);
  }

  synchronized void whenNoRoom(Refusal reason) {
    whenNoRoom = reason;
  }

  /** Takes nothing in any more. */
  synchronized void close() {
    closed = true;
  }

  /** All that is left, off the queue. */
  synchronized List<Entry> drain() {
    List<Entry> rest = List.copyOf(entries);
    entries.clear();
    queued = 0;
    return rest;
  }

  synchronized boolean empty() {
    return entries.isEmpty();
  }

  /** Records in memory, those of the commit in hand too. */
  synchronized long waiting() {
    return rows;
  }

  /** True where so many records wait beside those in hand. */
  synchronized boolean atLeast(int most) {
    return queued >= most;
  }

  synchronized Map<String, Long> refusedByReason() {
    Map<String, Long> words = new HashMap<>();
    refused.forEach((reason, count) -> words.put(reason.word(), count));
    return words;
  }

  static String sentence(Refusal refusal) {
    return switch (refusal) {
      case BUSY -> "more records come than the disk can write; they are declared as a gap";
      case DISK_FULL -> "the disk is full and so is the memory kept for that; free disk space";
      case TOO_LARGE -> "a record is larger than max-record";
      case FULL -> "max-bytes is used up and when-full is refuse; append again later";
      case TOO_MANY_STREAMS -> "there are more streams than a spool can count";
      case CLOSED -> "the spool is closed";
    };
  }

  private @Nullable Refusal refusal(Offer offer) {
    if (closed) {
      return Refusal.CLOSED;
    }
    if (offer.largest > options.maxRecord().bytes()) {
      return Refusal.TOO_LARGE;
    }
    return bytes + offer.cost > options.maxWaiting().bytes() ? whenNoRoom : null;
  }

  private void refuse(Offer offer, Refusal refusal) {
    count(refusal, offer.records.size());
    if (!refusal.declared()) {
      return;
    }
    if (!(entries.peekLast() instanceof Places)) {
      entries.add(new Places(new HashMap<>()));
    }
    if (entries.peekLast() instanceof Places places && places.counts.size() < MOST_PLACES) {
      for (SpoolRecord record : offer.records) {
        places.counts.merge(new Place(record.stream(), refusal), 1L, Long::sum);
      }
    }
  }
}
