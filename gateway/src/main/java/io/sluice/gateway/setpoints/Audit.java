package io.sluice.gateway.setpoints;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The record of every request and write. Thread-safe; shared by all setpoints of a gateway. */
public interface Audit {
  /**
   * Records one entry; on return it survives the death of the process, and an {@link
   * AuditEntry.Intent} also a power cut. Blocks meanwhile.
   *
   * @throws IOException where it could not be recorded; the caller must then not write
   */
  void append(AuditEntry entry) throws IOException;

  /** Times of the writes begun since a moment, oldest first, also from before a restart. */
  List<Instant> writesSince(String setpoint, Instant since);
}
