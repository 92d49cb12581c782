package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a spool, a record or a disk is too full, or a record too old. */
class SpoolLimitsTest extends SpoolBench {
  SpoolLimitsTest(@TempDir Path directory) {
    super(directory);
  }

  @Test
  void theOldestMakeRoomAndAreDeclaredInTheirPlace() throws Exception {
    options = options("2 kB", "72 h", WhenFull.DROP_OLDEST);
    Spool spool = open();
    for (int i = 0; i < 60; i++) {
      append(spool, i % 2 == 0 ? "a" : "b", i);
    }
    SpoolCounts counts = spool.counts();
    assertThat(counts.bytes()).isLessThanOrEqualTo(2_000);
    assertThat(counts.pendingGaps()).isEqualTo(2);
    assertThat(counts.lostByReason()).containsOnlyKeys("full");
    assertThat(counts.appended()).isEqualTo(60).isEqualTo(counts.gaps() + counts.pending());

    List<StoredRecord> records = take(spool, 100).records();
    assertThat(records.get(0).kind()).isEqualTo("gap");
    assertThat(records.get(0).body())
        .isEqualTo("{\"from\":1,\"to\":" + records.get(0).lastSequence() + ",\"reason\":\"full\"}");
    assertContinuous(records, "a", 30);
    assertContinuous(records, "b", 30);
  }

  @Test
  void whatATakerHoldsIsNotDropped() throws Exception {
    options = options("2 kB", "72 h", WhenFull.DROP_OLDEST);
    Spool spool = open();
    append(spool, "a", 0, 1, 2);
    Batch batch = take(spool, 3);
    for (int i = 3; i < 60; i++) {
      append(spool, "a", i);
    }
    release(spool, batch);
    assertThat(spool.counts().delivered()).isEqualTo(3);
    List<StoredRecord> records = take(spool, 100).records();
    assertThat(records.get(0).name()).startsWith("a/4-");
  }

  @Test
  void aGapThatMayHaveBeenSentGrowsNoMore() throws Exception {
    options = options("2 kB", "72 h", WhenFull.DROP_OLDEST);
    Spool spool = open();
    for (int i = 0; i < 40; i++) {
      append(spool, "a", i);
    }
    Batch batch = take(spool, 1);
    String sent = batch.records().get(0).name();
    spool.giveBack(batch);
    for (int i = 0; i < 20; i++) {
      append(spool, "a", i);
    }
    List<StoredRecord> records = take(spool, 100).records();
    assertThat(records.get(0).name()).isEqualTo(sent);
    assertThat(records.get(1).gap()).isTrue();
    assertContinuous(records, "a", 60);
  }

  @Test
  void oldRecordsAreDroppedAndDeclared() throws Exception {
    options = options("1 GB", "1 h", WhenFull.DROP_OLDEST);
    Spool spool = open();
    append(spool, "a", 1, 2);
    clock.advance(Duration.ofMinutes(50));
    append(spool, "a", 3);
    assertThat(spool.counts().oldestAge())
        .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(51));
    clock.advance(Duration.ofMinutes(12));

    assertThat(names(take(spool, 10))).containsExactly("a/1-2", "a/3");
    assertThat(spool.counts().lostByReason()).containsEntry("age", 2L);
  }

  @Test
  void aFullSpoolCanRefuseInstead() throws Exception {
    options = options("800 B", "72 h", WhenFull.REFUSE);
    Spool spool = open();
    append(spool, "a", 1, 2, 3, 4, 5);
    CompletionStage<Void> sixth =
        spool.append(
            List.of(
                record("a", 6), record("a", 7), record("a", 8), record("a", 9), record("a", 10)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(reason(sixth)).isEqualTo(Refusal.FULL);
    assertThat(spool.counts().appended()).isEqualTo(5);
    assertThat(spool.counts().refusedByReason()).containsEntry("full", 5L);

    release(spool, take(spool, 10));
    append(spool, "a", 6);
    assertThat(names(take(spool, 10))).containsExactly("a/6");
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedAndDeclared() throws Exception {
    Spool spool = open();
    append(spool, "a", 1);
    CompletionStage<Void> large =
        spool.append(
            List.of(
                new SpoolRecord(
                    "a", "summary", Instant.EPOCH, "{\"v\":\"" + "x".repeat(300_000) + "\"}")));
    assertThat(reason(large)).isEqualTo(Refusal.TOO_LARGE);
    append(spool, "a", 3);
    assertThat(names(take(spool, 10))).containsExactly("a/1", "a/2-2", "a/3");
  }

  @Test
  void aFullDiskIsWaitedOutInMemoryThenRefusedThenResumed() throws Exception {
    Spool spool = open();
    append(spool, "a", 1);
    freeDisk = 1_000;
    CompletableFuture<Void> waiting = spool.append(List.of(record("a", 2))).toCompletableFuture();
    clock.advance(Duration.ofMinutes(1));
    assertThat(waiting).isNotDone();
    assertThat(spool.counts().state()).isEqualTo(SpoolCounts.State.DISK_FULL);

    List<CompletableFuture<Void>> more = new ArrayList<>();
    String body = "{\"v\":\"" + "x".repeat(200_000) + "\"}";
    for (int i = 0; i < 100; i++) {
      more.add(
          spool
              .append(List.of(new SpoolRecord("a", "summary", Instant.EPOCH, body)))
              .toCompletableFuture());
    }
    long refused = more.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    assertThat(refused).isBetween(20L, 30L);

    freeDisk = Long.MAX_VALUE;
    clock.advance(Duration.ofSeconds(2));
    assertThat(waiting).isCompleted();
    SpoolCounts counts = spool.counts();
    assertThat(counts.state()).isEqualTo(SpoolCounts.State.OPEN);
    assertThat(counts.appended()).isEqualTo(102);
    assertThat(counts.gaps()).isEqualTo(refused);
    assertThat(counts.lostByReason()).containsEntry("disk-full", refused);
    assertContinuous(take(spool, 1000).records(), "a", 102);
  }

  @Test
  void deliveryGoesOnWhileTheDiskIsBelowItsReserve() throws Exception {
    Spool spool = open();
    append(spool, "a", 1);
    freeDisk = options.reserve().bytes() / 2;
    release(spool, take(spool, 1));
    assertThat(spool.counts().delivered()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetMakesNothingOld() throws Exception {
    options = options("1 GB", "1 h", WhenFull.DROP_OLDEST);
    append(open(), "a", 1);
    VirtualClock before = new VirtualClock(Instant.parse("2020-01-01T00:00:00Z"));
    close();
    try (Spool again = Spool.open("cloud", options, directory, before)) {
      again.append(List.of(record("a", 2)));
      before.advance(Duration.ofMinutes(30));
      assertThat(again.counts().pending()).isEqualTo(2);
      assertThat(again.counts().oldestAge()).isLessThan(Duration.ofMinutes(31));
    }
  }
}
