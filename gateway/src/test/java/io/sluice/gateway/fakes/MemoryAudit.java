package io.sluice.gateway.fakes;

import io.sluice.gateway.setpoints.Audit;
import io.sluice.gateway.setpoints.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit that remembers and never runs full. */
public final class MemoryAudit implements Audit {
  private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

  public List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void append(AuditEntry entry) {
    entries.add(entry);
  }

  @Override
  public List<Instant> writesSince(String setpoint, Instant since) {
    return List.of();
  }
}
