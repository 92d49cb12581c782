package io.sluice.gateway.spool;

import java.util.List;

/**
 * Records taken together, oldest first, at least one. Hand it to {@link Spool#release} or {@link
 * Spool#giveBack}, once.
 */
public final class Batch {
  private final List<StoredRecord> records;

  Batch(List<StoredRecord> records) {
    this.records = List.copyOf(records);
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
}
