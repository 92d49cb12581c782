package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AssetLoopTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final List<Integer> done = new ArrayList<>();

  @Test
  void workIsDoneInTheOrderItWasOffered() {
    AssetLoop loop = loop(clock, 1_000);
    for (int i = 0; i < 600; i++) {
      int number = i;
      assertThat(loop.offer(() -> done.add(number))).isTrue();
    }
    clock.settle();
    assertThat(done).containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
  }

  @Test
  void aFullQueueRefusesAndTakesAgainOnceItIsDrained() {
    AssetLoop loop = loop(clock, 2);
    assertThat(loop.offer(() -> done.add(1))).isTrue();
    assertThat(loop.offer(() -> done.add(2))).isTrue();
    assertThat(loop.offer(() -> done.add(3))).isFalse();
    clock.settle();
    assertThat(loop.offer(() -> done.add(4))).isTrue();
    clock.settle();
    assertThat(done).containsExactly(1, 2, 4);
  }

  @Test
  @Tag("attack-49")
  void aScanThatFindsTheQueueFullIsCounted() {
    AssetLoop loop = loop(clock, 1);
    Feed feed = new Feed(clock);
    loop.update(feed.good(Pump.FAST, 1450, 210, 3));
    loop.update(feed.good(Pump.FAST, 1451, 211, 3));
    clock.settle();
    assertThat(loop.updatesDropped()).isEqualTo(1);
    assertThat(loop.samples().value(1)).isEqualTo(210);
  }

  @Test
  void aTaskThatThrowsDoesNotStallTheLoop() {
    AssetLoop loop = loop(clock, 10);
    loop.offer(
        () -> {
          throw new IllegalStateException("a bug");
        });
    loop.offer(() -> done.add(1));
    clock.settle();
    assertThat(done).containsExactly(1);
  }

  @Test
  void evenAnErrorThatEndsTheDrainDoesNotStallWhatWaits() {
    AssetLoop loop = loop(clock, 10);
    loop.offer(
        () -> {
          throw new StackOverflowError("too deep");
        });
    loop.offer(() -> done.add(1));
    assertThatThrownBy(clock::settle).isInstanceOf(StackOverflowError.class);
    clock.settle();
    assertThat(done).containsExactly(1);
  }

  @Test
  void oneAssetDoesNotStarveAnotherOnTheSameThread() {
    AssetLoop busy = loop(clock, 10_000);
    AssetLoop other = loop(clock, 10);
    for (int i = 0; i < 5_000; i++) {
      busy.offer(() -> done.add(0));
    }
    other.offer(() -> done.add(1));
    clock.settle();
    assertThat(done).hasSize(5_001);
    assertThat(done.indexOf(1)).isLessThanOrEqualTo(256);
  }

  @Test
  void isCurrentOnlyOnTheLoopAndOnlyWhileItRuns() throws Exception {
    AssetLoop loop = loop(clock, 10);
    AssetLoop other = loop(clock, 10);
    ExecutorService stranger = Executors.newSingleThreadExecutor();
    List<Boolean> seen = new ArrayList<>();
    loop.offer(
        () -> {
          seen.add(loop.isCurrent());
          seen.add(other.isCurrent());
          seen.add(elsewhere(stranger, loop));
        });
    assertThat(loop.isCurrent()).isFalse();
    clock.settle();
    assertThat(seen).containsExactly(true, false, false);
    assertThat(loop.isCurrent()).isFalse();
    stranger.shutdown();
  }

  @Test
  void manyThreadsLoseNothingKeepTheirOrderAndNeverMeet() throws Exception {
    PlantClock real = new SystemClock();
    PlantClock.Loop thread = real.loop("pump-1");
    AssetLoop loop =
        new AssetLoop(new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC), thread, 64);
    int producers = 4;
    int each = 25_000;
    long[] last = new long[producers];
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger met = new AtomicInteger();
    AtomicInteger disordered = new AtomicInteger();
    AtomicLong refused = new AtomicLong();
    CountDownLatch left = new CountDownLatch(producers * each);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int producer = 0; producer < producers; producer++) {
      int me = producer;
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (long i = 1; i <= each; i++) {
                  long number = i;
                  while (!loop.offer(
                      () -> {
                        if (inside.incrementAndGet() != 1 || !loop.isCurrent()) {
                          met.incrementAndGet();
                        }
                        if (last[me] != number - 1) {
                          disordered.incrementAndGet();
                        }
                        last[me] = number;
                        inside.decrementAndGet();
                        left.countDown();
                      })) {
                    refused.incrementAndGet();
                    Thread.onSpinWait();
                  }
                }
              }));
    }
    assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(1, TimeUnit.SECONDS);
    thread.close();
    assertThat(met).hasValue(0);
    assertThat(disordered).hasValue(0);
    assertThat(refused.get()).as("the bound was reached").isPositive();
  }

  @Test
  void workOfferedWhileTheLastOfTheQueueIsBeingDoneIsNotForgotten() throws Exception {
    PlantClock.Loop thread = new SystemClock().loop("pump-1");
    AssetLoop loop =
        new AssetLoop(new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC), thread, 8);
    // One task at a time from another thread: each offer meets the drain of the one before.
    for (int i = 0; i < 20_000; i++) {
      CountDownLatch ran = new CountDownLatch(1);
      assertThat(loop.offer(ran::countDown)).isTrue();
      assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    }
    thread.close();
  }

  private static AssetLoop loop(PlantClock clock, int limit) {
    return new AssetLoop(
        new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC), clock.loop("pump-1"), limit);
  }

  private static boolean elsewhere(ExecutorService stranger, AssetLoop loop) {
    Future<Boolean> answer = stranger.submit(loop::isCurrent);
    try {
      return answer.get(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception never) {
      throw new AssertionError(never);
    }
  }
}
