package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.options.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An open spool on a clock the test moves, and what a test does with it. */
abstract class SpoolBench {
  final Path directory;

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-03-01T00:00:00Z"));
  long freeDisk = Long.MAX_VALUE;
  SpoolOptions options = options("1 GB", "72 h", WhenFull.DROP_OLDEST);
  @Nullable Spool opened;

  SpoolBench(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  final Spool open() {
    try {
      opened = Spool.open("cloud", options, directory, clock, where -> freeDisk);
      return opened;
    } catch (SpoolException e) {
      throw new AssertionError(e);
    }
  }

  final void append(Spool spool, String stream, int... values) throws Exception {
    List<SpoolRecord> records = new ArrayList<>();
    for (int value : values) {
      records.add(record(stream, value));
    }
    CompletableFuture<Void> done = spool.append(records).toCompletableFuture();
    clock.advance(Duration.ofMillis(20));
    done.get();
  }

  final Batch take(Spool spool, int most) throws Exception {
    CompletableFuture<Batch> batch = spool.take(most).toCompletableFuture();
    clock.settle();
    assertThat(batch).isDone();
    return batch.get();
  }

  final void release(Spool spool, Batch batch) throws Exception {
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

  static Refusal reason(CompletionStage<?> stage) {
    Throwable failure = stage.handle((value, thrown) -> thrown).toCompletableFuture().getNow(null);
    assertThat(failure).isInstanceOf(RefusedException.class);
    return failure instanceof RefusedException refused ? refused.reason() : Refusal.BUSY;
  }
}
