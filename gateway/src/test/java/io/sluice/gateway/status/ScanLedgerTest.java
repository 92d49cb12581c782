package io.sluice.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScanLedgerTest {
  private final ScanLedger ledger = new ScanLedger();

  @Test
  void whatIsReceivedAndNotSettledIsInFlight() {
    ledger.received(12);
    ledger.received(0);
    ScanLedger.Totals totals = ledger.totals();
    assertThat(totals.received()).isEqualTo(2);
    assertThat(totals.samples()).isEqualTo(12);
    assertThat(totals.inFlight()).isEqualTo(2);
  }

  @Test
  void eachScanIsSettledUnderItsReason() {
    for (int i = 0; i < 6; i++) {
      ledger.received(1);
    }
    ledger.scored();
    ledger.noVerdict("stale");
    ledger.noVerdict("stale");
    ledger.noVerdict("learning");
    ledger.dropped("busy");
    ScanLedger.Totals totals = ledger.totals();
    assertThat(totals.scored()).isEqualTo(1);
    assertThat(totals.noVerdicts()).isEqualTo(Map.of("stale", 2L, "learning", 1L));
    assertThat(totals.noVerdict()).isEqualTo(3);
    assertThat(totals.dropped()).isEqualTo(Map.of("busy", 1L));
    assertThat(totals.lost()).isEqualTo(1);
    assertThat(totals.inFlight()).isEqualTo(1);
  }

  @Test
  void inFlightIsNeverNegativeWhileThreadsSettleAndInTheEndTheSumIsExact() throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      all.add(CompletableFuture.runAsync(() -> settle(50_000)));
    }
    CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    while (!done.isDone()) {
      assertThat(ledger.totals().inFlight()).isNotNegative();
    }
    done.get(10, TimeUnit.SECONDS);
    assertThat(ledger.totals().received()).isEqualTo(150_000);
    assertThat(ledger.totals().inFlight()).isZero();
  }

  private void settle(int scans) {
    for (int i = 0; i < scans; i++) {
      ledger.received(1);
      switch (i % 3) {
        case 0 -> ledger.scored();
        case 1 -> ledger.noVerdict("stale");
        default -> ledger.dropped("busy");
      }
    }
  }
}
