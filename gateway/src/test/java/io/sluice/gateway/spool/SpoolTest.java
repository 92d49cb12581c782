package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private final Path directory;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-03-01T00:00:00Z"));
  private long freeDisk = Long.MAX_VALUE;
  private SpoolOptions options = options("1 GB", "72 h", WhenFull.DROP_OLDEST);
  private @Nullable Spool opened;

  SpoolTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void whatIsAppendedComesOutInOrderWithNumbersFromOne() throws Exception {
    Spool spool = open();
    append(spool, "a", 1, 2);
    append(spool, "b", 3);
    append(spool, "a", 4);

    assertThat(names(take(spool, 10))).containsExactly("a/1", "a/2", "b/1", "a/3");
  }

  @Test
  void anAppendCompletesOnlyOnceItsGroupIsOnDisk() throws Exception {
    Spool spool = open();
    CompletableFuture<Void> done = spool.append(List.of(record("a", 1))).toCompletableFuture();

    clock.advance(Duration.ofMillis(19));
    assertThat(done).isNotDone();
    assertThat(spool.counts().waiting()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(done).isCompleted();
    assertThat(spool.counts().pending()).isEqualTo(1);
  }

  @Test
  void aFullGroupDoesNotWait() {
    Spool spool = open();
    List<SpoolRecord> group = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      group.add(record("a", i));
    }
    CompletableFuture<Void> done = spool.append(group).toCompletableFuture();
    clock.settle();
    assertThat(done).isCompleted();
  }

  @Test
  void aTakeWaitsForTheFirstRecord() throws Exception {
    Spool spool = open();
    CompletableFuture<Batch> batch = spool.take(10).toCompletableFuture();
    clock.advance(Duration.ofSeconds(1));
    assertThat(batch).isNotDone();

    append(spool, "a", 1);
    assertThat(names(batch.get())).containsExactly("a/1");
  }

  @Test
  void aReleasedBatchIsGoneAndCounted() throws Exception {
    Spool spool = open();
    append(spool, "a", 1, 2, 3);
    release(spool, take(spool, 2));

    assertThat(names(take(spool, 10))).containsExactly("a/3");
    SpoolCounts counts = spool.counts();
    assertThat(counts.appended()).isEqualTo(3);
    assertThat(counts.delivered()).isEqualTo(2);
    assertThat(counts.pending()).isEqualTo(1);
    assertThat(counts.inFlight()).isEqualTo(1);
  }

  @Test
  void aBatchGivenBackComesAgainMarkedRedelivered() throws Exception {
    Spool spool = open();
    append(spool, "a", 1, 2);
    Batch first = take(spool, 1);
    assertThat(first.records().get(0).redelivered()).isFalse();
    spool.giveBack(first);

    List<StoredRecord> again = take(spool, 10).records();
    assertThat(again).extracting(StoredRecord::redelivered).containsExactly(true, false);
    assertThat(again).extracting(StoredRecord::sequence).containsExactly(1L, 2L);
  }

  @Test
  void theNextBatchWaitsForTheOneBefore() throws Exception {
    Spool spool = open();
    append(spool, "a", 1, 2);
    Batch first = take(spool, 1);
    CompletableFuture<Batch> second = spool.take(1).toCompletableFuture();
    clock.advance(Duration.ofSeconds(1));
    assertThat(second).isNotDone();

    release(spool, first);
    assertThat(names(second.get())).containsExactly("a/2");
  }

  @Test
  void aBatchIsSettledOnce() throws Exception {
    Spool spool = open();
    append(spool, "a", 1);
    Batch batch = take(spool, 1);
    release(spool, batch);
    assertThatThrownBy(() -> spool.release(batch)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> spool.giveBack(batch)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCancelledTakeLosesNothingAndMarksNothing() throws Exception {
    Spool spool = open();
    spool.take(10).toCompletableFuture().cancel(false);
    append(spool, "a", 1);
    assertThat(take(spool, 1).records().get(0).redelivered()).isFalse();
  }

  @Test
  void aRestartKeepsRecordsNumbersAndCounts() throws Exception {
    Spool spool = open();
    append(spool, "a", 1, 2, 3);
    release(spool, take(spool, 1));
    spool.close();

    Spool again = open();
    append(again, "a", 4);
    List<StoredRecord> records = take(again, 10).records();
    assertThat(records).extracting(StoredRecord::sequence).containsExactly(2L, 3L, 4L);
    assertThat(records).extracting(StoredRecord::redelivered).containsExactly(true, true, false);
    assertThat(again.counts().appended()).isEqualTo(4);
    assertThat(again.counts().delivered()).isEqualTo(1);
    assertThat(again.counts().pending()).isEqualTo(3);
  }

  @Test
  void closingWritesWhatWaits() throws Exception {
    Spool spool = open();
    CompletableFuture<Void> done = spool.append(List.of(record("a", 1))).toCompletableFuture();
    spool.close();
    assertThat(done).isCompleted();
    assertThat(names(take(open(), 1))).containsExactly("a/1");
  }

  @Test
  void aClosedSpoolRefuses() {
    Spool spool = open();
    spool.close();
    assertThat(reason(spool.append(List.of(record("a", 1))))).isEqualTo(Refusal.CLOSED);
    assertThat(reason(spool.take(1))).isEqualTo(Refusal.CLOSED);
    assertThat(spool.counts().state()).isEqualTo(SpoolCounts.State.CLOSED);
  }

  @Test
  void aSecondSpoolOnTheSameFilesIsToldSo() {
    open();
    assertThatThrownBy(() -> Spool.open("cloud", options, directory, clock))
        .isInstanceOf(SpoolException.class)
        .hasMessageContaining("in use by another gateway");
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

  private Spool open() {
    try {
      opened = Spool.open("cloud", options, directory, clock, where -> freeDisk);
      return opened;
    } catch (SpoolException e) {
      throw new AssertionError(e);
    }
  }

  private void append(Spool spool, String stream, int... values) throws Exception {
    List<SpoolRecord> records = new ArrayList<>();
    for (int value : values) {
      records.add(record(stream, value));
    }
    CompletableFuture<Void> done = spool.append(records).toCompletableFuture();
    clock.advance(Duration.ofMillis(20));
    done.get();
  }

  private Batch take(Spool spool, int most) throws Exception {
    CompletableFuture<Batch> batch = spool.take(most).toCompletableFuture();
    clock.settle();
    assertThat(batch).isDone();
    return batch.get();
  }

  private void release(Spool spool, Batch batch) throws Exception {
    CompletableFuture<Void> done = spool.release(batch).toCompletableFuture();
    clock.advance(Duration.ofMillis(20));
    done.get();
  }

  static SpoolRecord record(String stream, int value) {
    return new SpoolRecord(
        stream, "summary", Instant.ofEpochSecond(value, 123_456_789), "{\"v\":" + value + "}");
  }

  static SpoolOptions options(String maxBytes, String maxAge, WhenFull whenFull) {
    String[] age = maxAge.split(" ", -1);
    return new SpoolOptions(
        Size.parse(maxBytes),
        Duration.ofHours(Long.parseLong(age[0])),
        whenFull,
        new SpoolOptions.Group(500, Duration.ofMillis(20)),
        Size.parse("256 kB"),
        Size.parse("16 MB"),
        Size.parse("256 MB"));
  }

  static List<String> names(Batch batch) {
    return batch.records().stream().map(StoredRecord::name).toList();
  }

  /** Each number from 1 to last is there once, as a record or in a gap, in order. */
  static void assertContinuous(List<StoredRecord> records, String stream, long last) {
    long next = 1;
    for (StoredRecord record : records) {
      if (record.stream().equals(stream)) {
        assertThat(record.sequence()).as(record.name()).isEqualTo(next);
        next = record.lastSequence() + 1;
      }
    }
    assertThat(next).isEqualTo(last + 1);
  }

  private static Refusal reason(CompletionStage<?> stage) {
    Throwable failure = stage.handle((value, thrown) -> thrown).toCompletableFuture().getNow(null);
    assertThat(failure).isInstanceOf(RefusedException.class);
    return failure instanceof RefusedException refused ? refused.reason() : Refusal.BUSY;
  }
}
