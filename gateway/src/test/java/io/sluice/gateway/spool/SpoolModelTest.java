package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random life: appends, takes, deliveries, failures, restarts, crashes, full disks, overflow. After
 * each step the sum rule, at the receiver order and marks, at the end every number accounted for.
 */
class SpoolModelTest {
  private final Path root;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final Receiver receiver = new Receiver();
  private final List<Appended> appended = new ArrayList<>();
  private SplittableRandom dice = new SplittableRandom(1);
  private SpoolOptions options = SpoolBench.options("1 GB", "72 h", WhenFull.DROP_OLDEST);
  private long freeDisk = Long.MAX_VALUE;
  private int life;
  private int value;
  private @Nullable Batch out;
  private @Nullable CompletableFuture<Batch> wish;

  SpoolModelTest(@TempDir Path root) {
    this.root = root;
  }

  private record Appended(String stream, String body, CompletableFuture<Void> done) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aRandomLifeAccountsForEachRecord(long seed) throws Exception {
    live(seed, 300);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(longs = {100, 200, 300, 400, 500, 600, 700, 800})
  void manyRandomLivesAccountForEachRecord(long first) throws Exception {
    live(first, System.getProperty("sluice.soak", "full").equals("short") ? 800 : 4_000);
  }

  private void live(long seed, int steps) throws Exception {
    dice = new SplittableRandom(seed);
    WhenFull whenFull = seed % 3 == 0 ? WhenFull.REFUSE : WhenFull.DROP_OLDEST;
    options = SpoolBench.options(seed % 2 == 0 ? "3 kB" : "1 GB", "2 h", whenFull);
    Spool spool = open();
    for (int i = 0; i < steps; i++) {
      spool = step(spool);
      assertSumRule(spool.counts());
    }
    freeDisk = Long.MAX_VALUE;
    drain(spool);
    assertThat(spool.counts().pending()).isZero();
    assertThat(receiver.received()).isGreaterThanOrEqualTo(spool.counts().delivered());
    receiver.assertNothingMissing();
    assertEachAcknowledgedCameInOrder();
    spool.close();
  }

  private Spool step(Spool spool) throws Exception {
    int what = dice.nextInt(100);
    if (what < 40) {
      append(spool);
    } else if (what < 60) {
      take(spool);
    } else if (what < 82) {
      settle(spool);
    } else if (what < 92) {
      clock.advance(Duration.ofMillis(dice.nextInt(60)));
    } else if (what < 94) {
      clock.advance(Duration.ofMinutes(dice.nextInt(90)));
    } else if (what < 96) {
      freeDisk = freeDisk == 0 ? Long.MAX_VALUE : dice.nextBoolean() ? 0 : 100_000_000L;
    } else if (what < 98) {
      return restart(spool);
    } else {
      return crash(spool);
    }
    return spool;
  }

  private void append(Spool spool) {
    List<SpoolRecord> records = new ArrayList<>();
    for (int i = dice.nextInt(5); i >= 0; i--) {
      records.add(SpoolBench.record("s" + dice.nextInt(3), value++));
    }
    CompletableFuture<Void> done = spool.append(records).toCompletableFuture();
    records.forEach(record -> appended.add(new Appended(record.stream(), record.body(), done)));
  }

  private void take(Spool spool) {
    if (out == null && wish == null) {
      wish = spool.take(1 + dice.nextInt(6)).toCompletableFuture();
    }
    clock.settle();
    arrived();
  }

  private void arrived() {
    CompletableFuture<Batch> waiting = wish;
    if (waiting != null && waiting.isDone()) {
      out = waiting.join();
      wish = null;
    }
  }

  private void settle(Spool spool) {
    arrived();
    Batch batch = out;
    if (batch == null) {
      return;
    }
    out = null;
    switch (dice.nextInt(6)) {
      case 0 -> spool.giveBackUnsent(batch);
      case 1 -> {
        receiver.accept(batch.records());
        spool.giveBack(batch);
      }
      case 2 -> {
        receiver.accept(batch.records().subList(0, dice.nextInt(batch.records().size())));
        spool.giveBack(batch);
      }
      default -> {
        receiver.accept(batch.records());
        spool.release(batch);
      }
    }
  }

  private Spool restart(Spool spool) {
    sendSome();
    spool.close();
    return open();
  }

  /** The files as they are at this moment are all that is left. */
  private Spool crash(Spool spool) throws IOException {
    sendSome();
    Path before = root.resolve("life-" + life);
    life++;
    Path after = Files.createDirectories(root.resolve("life-" + life));
    try (Stream<Path> files = Files.list(before)) {
      for (Path file : files.toList()) {
        Files.copy(file, after.resolve(file.getFileName()));
      }
    }
    List<CompletableFuture<Void>> unknown =
        appended.stream().map(Appended::done).filter(done -> !done.isDone()).toList();
    unknown.forEach(done -> done.completeExceptionally(new IOException("crashed")));
    spool.close();
    return open();
  }

  /** Part of the batch that is out may have been sent when the end came. */
  private void sendSome() {
    arrived();
    Batch batch = out;
    if (batch != null) {
      receiver.accept(batch.records().subList(0, dice.nextInt(batch.records().size() + 1)));
    }
    out = null;
    wish = null;
  }

  private void drain(Spool spool) {
    clock.advance(Duration.ofSeconds(3));
    arrived();
    for (int i = 0; i < 10_000; i++) {
      Batch batch = out;
      if (batch != null) {
        receiver.accept(batch.records());
        spool.release(batch);
        out = null;
      }
      if (wish == null) {
        wish = spool.take(50).toCompletableFuture();
      }
      clock.advance(Duration.ofMillis(25));
      arrived();
      if (out == null) {
        return;
      }
    }
    throw new AssertionError("the spool does not run empty");
  }

  private void assertEachAcknowledgedCameInOrder() {
    for (String stream : List.of("s0", "s1", "s2")) {
      List<String> came = receiver.bodies(stream);
      List<String> offered =
          appended.stream().filter(one -> one.stream.equals(stream)).map(Appended::body).toList();
      assertThat(offered).containsSubsequence(came);
      long acknowledged =
          appended.stream()
              .filter(one -> one.stream.equals(stream))
              .filter(one -> one.done.isDone() && !one.done.isCompletedExceptionally())
              .count();
      assertThat(receiver.last(stream)).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  private static void assertSumRule(SpoolCounts counts) {
    assertThat(counts.delivered() + counts.gaps() + counts.pending()).isEqualTo(counts.appended());
    assertThat(counts.lostByReason().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(counts.gaps());
  }

  private Spool open() {
    try {
      return Spool.open("model", options, root.resolve("life-" + life), clock, where -> freeDisk);
    } catch (SpoolException e) {
      throw new AssertionError(e);
    }
  }
}
