package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.Parts;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.SetpointCounters;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.simulator.cloud.CloudReport;
import java.io.IOException;

/** What must hold after everything, whatever happened: sums, order, limits. */
final class Invariants {
  private final Site site;

  Invariants(Site site) {
    this.site = site;
  }

  /** Of a gateway that has stopped. */
  void check(Parts parts) throws IOException {
    scans(parts.ledger().totals());
    parts.setpoints().values().forEach(Invariants::decisions);
    for (Spool spool : parts.spools().values()) {
      records(spool.counts());
    }
    cloud();
    writes();
  }

  /** Of plant and cloud alone, where the gateway was killed. */
  void checkOutside() throws IOException {
    cloud();
    writes();
  }

  private static void scans(ScanLedger.Totals scans) {
    assertThat(scans.inFlight()).as("scans neither scored nor dropped: %s", scans).isZero();
    assertThat(scans.received())
        .as("received = scored + no verdict + dropped: %s", scans)
        .isEqualTo(scans.scored() + scans.noVerdict() + scans.lost());
  }

  private static void decisions(SetpointLoop loop) {
    SetpointCounters counters = loop.setpoint().status().counters();
    assertThat(counters.requests())
        .as("%s: requests = decisions: %s", loop.name(), counters)
        .isEqualTo(
            counters.writes()
                + counters.clamps()
                + counters.holds()
                + counters.refusals()
                + counters.shadows());
    assertThat(counters.sent())
        .as("%s: each write has an end: %s", loop.name(), counters)
        .isEqualTo(
            counters.confirmed()
                + counters.mismatches()
                + counters.unconfirmed()
                + counters.failed()
                + counters.expired());
  }

  /** The spool's ledger, held against what the cloud counted. */
  private void records(SpoolCounts spool) {
    assertThat(spool.appended())
        .as("appended = delivered + gaps + pending: %s", spool)
        .isEqualTo(spool.delivered() + spool.gaps() + spool.pending());
    assertThat(spool.waiting()).as("acknowledged or refused: %s", spool).isZero();
    CloudReport cloud = site.cloud().report();
    assertThat(cloud.received())
        .as("delivered is received: %s, %s", spool, cloud)
        .isBetween(spool.delivered(), spool.appended());
  }

  private void cloud() {
    CloudReport cloud = site.cloud().report();
    assertThat(cloud.undeclaredGaps()).as("undeclared gaps: %s", cloud).isZero();
    assertThat(cloud.duplicatesUnmarked()).as("unmarked duplicates: %s", cloud).isZero();
    assertThat(cloud.outOfOrder()).as("out of order: %s", cloud).isZero();
    assertThat(cloud.malformed()).as("malformed: %s", cloud).isZero();
  }

  private void writes() throws IOException {
    assertThat(
            WriteEnvelope.violations(
                site.config().resolve("setpoints.yaml"), site.initial(), site.plant().writeLog()))
        .as("writes outside their envelope")
        .isEmpty();
  }
}
