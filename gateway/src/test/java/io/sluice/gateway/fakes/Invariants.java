package io.sluice.gateway.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.setpoints.SetpointCounters;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.UplinkRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sum rules of the house, to be checked after every integration test. */
public final class Invariants {
  private Invariants() {}

  /** received = scored + no verdict + dropped, once nothing is in flight. */
  public static void scans(ScanLedger.Totals totals) {
    assertThat(totals.scored() + totals.noVerdict() + totals.lost())
        .as("scored + no verdict + dropped = received, of %s", totals)
        .isEqualTo(totals.received());
    assertThat(totals.inFlight()).as("in flight").isZero();
  }

  /** appended = delivered + gaps + pending. */
  public static void records(SpoolCounts counts) {
    assertThat(counts.delivered() + counts.gaps() + counts.pending())
        .as("delivered + gaps + pending = appended, of %s", counts)
        .isEqualTo(counts.appended());
  }

  /** requests = decisions, once nothing is being worked on; sent = what became of each write. */
  public static void setpoint(SetpointCounters counters) {
    assertThat(
            counters.writes()
                + counters.clamps()
                + counters.holds()
                + counters.refusals()
                + counters.shadows())
        .as("decisions = requests, of %s", counters)
        .isEqualTo(counters.requests());
    assertThat(
            counters.confirmed()
                + counters.mismatches()
                + counters.unconfirmed()
                + counters.failed()
                + counters.expired())
        .as("results = sent, of %s", counters)
        .isEqualTo(counters.sent());
  }

  /** In each stream every number from 1 in order; a repeated record is marked. */
  public static void arrived(List<UplinkRecord> received) {
    Map<String, Long> last = new HashMap<>();
    Set<String> known = new HashSet<>();
    for (UplinkRecord record : received) {
      if (known.add(record.id())) {
        assertThat(record.sequence())
            .as("number of %s after %s", record.id(), last.get(record.stream()))
            .isEqualTo(last.getOrDefault(record.stream(), 0L) + 1);
        last.put(record.stream(), record.sequence());
      } else {
        assertThat(record.redelivered()).as("%s is repeated and marked", record.id()).isTrue();
      }
    }
  }
}
