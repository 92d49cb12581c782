package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest extends SpoolBench {
  SpoolTest(@TempDir Path directory) {
    super(directory);
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
}
