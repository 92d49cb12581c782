package io.sluice.gateway.spool;

import java.util.List;

/**
 * Records taken together, oldest first, at least one. Hand it to {@link Spool#release} or {@link
 * Spool#giveBack}, once.
 */
public final class Batch {
  private final List<StoredRecord> records;
  private final long cost;
  private final int generation;

  /**
   * A batch to hand out.
   *
   * @param generation how often the store had been repaired when the batch was taken
   */
  Batch(List<StoredRecord> records, long cost, int generation) {
    this.records = List.copyOf(records);
    this.cost = cost;
    this.generation = generation;
  }

  public List<StoredRecord> records() {
    return records;
  }

  long firstId() {
    return records.get(0).id();
  }

  long lastId() {
    return records.get(records.size() - 1).id();
  }

  long cost() {
    return cost;
  }

  int generation() {
    return generation;
  }
}
