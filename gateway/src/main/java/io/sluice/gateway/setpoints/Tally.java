package io.sluice.gateway.setpoints;

import io.sluice.connectors.WriteResult;

/** Running counts behind {@link SetpointCounters}. */
final class Tally {
  private long requests;
  private long writes;
  private long clamps;
  private long holds;
  private long refusals;
  private long shadows;
  private long sent;
  private long confirmed;
  private long mismatches;
  private long unconfirmed;
  private long failed;
  private long expired;
  private long auditFailures;
  private long heartbeats;
  private long heartbeatFailures;

  void requested() {
    requests++;
  }

  void sent() {
    sent++;
  }

  void auditFailed() {
    auditFailures++;
  }

  void heartbeat() {
    heartbeats++;
  }

  void heartbeatFailed() {
    heartbeatFailures++;
  }

  void decided(Decision decision) {
    if (decision instanceof Decision.Write) {
      writes++;
    } else if (decision instanceof Decision.Clamp) {
      clamps++;
    } else if (decision instanceof Decision.Hold) {
      holds++;
    } else if (decision instanceof Decision.Refuse) {
      refusals++;
    } else {
      shadows++;
    }
  }

  void ended(WriteResult result) {
    if (result instanceof WriteResult.Confirmed) {
      confirmed++;
    } else if (result instanceof WriteResult.Mismatch) {
      mismatches++;
    } else if (result instanceof WriteResult.Unconfirmed) {
      unconfirmed++;
    } else if (result instanceof WriteResult.Failed) {
      failed++;
    } else {
      expired++;
    }
  }

  SetpointCounters counters() {
    return new SetpointCounters(
        requests,
        writes,
        clamps,
        holds,
        refusals,
        shadows,
        sent,
        confirmed,
        mismatches,
        unconfirmed,
        failed,
        expired,
        auditFailures,
        heartbeats,
        heartbeatFailures);
  }
}
