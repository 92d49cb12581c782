package io.sluice.gateway.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Batches that have arrived and are still on disk, added up: they were taken one behind the other,
 * so that all rows from the first id to the last are theirs.
 */
final class Delivery {
  private final int generation;
  private final long first;
  private long last;
  private long rows;
  private long gapRows;
  private long bytes;
  private final Map<String, Done> streams = new HashMap<>();
  private final List<CompletableFuture<Void>> done = new ArrayList<>();

  Delivery(Batch batch, CompletableFuture<Void> done) {
    generation = batch.generation();
    first = batch.firstId();
    add(batch, done);
  }

  /** How far a stream has come. */
  record Done(long settled, long delivered) {}

  /** Adds a later batch; false where a repair lies between, and they can't be added up. */
  boolean add(Batch batch, CompletableFuture<Void> arrived) {
    if (batch.generation() != generation) {
      return false;
    }
    last = batch.lastId();
    bytes += batch.cost();
    for (StoredRecord record : batch.records()) {
      Done before = streams.getOrDefault(record.stream(), new Done(0, 0));
      streams.put(
          record.stream(),
          new Done(record.lastSequence(), before.delivered + (record.gap() ? 0 : 1)));
      rows += record.gap() ? 0 : 1;
      gapRows += record.gap() ? 1 : 0;
    }
    done.add(arrived);
    return true;
  }

  int generation() {
    return generation;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
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

  Map<String, Done> streams() {
    return streams;
  }

  void complete() {
    done.forEach(arrived -> arrived.complete(null));
  }

  void fail(Exception why) {
    done.forEach(arrived -> arrived.completeExceptionally(why));
  }
}
