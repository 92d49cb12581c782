package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SystemClockTest {
  private final SystemClock clock = new SystemClock();

  @Test
  void manyConnectionsShareAFewThreadsAndKeepTheirOrder() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    List<PlantClock.Loop> loops = new ArrayList<>();
    List<List<Integer>> heard = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(100 * 50);
    for (int i = 0; i < 100; i++) {
      PlantClock.Loop loop = clock.connectionLoop("share-" + i);
      List<Integer> order = new CopyOnWriteArrayList<>();
      loops.add(loop);
      heard.add(order);
      for (int task = 0; task < 50; task++) {
        int number = task;
        loop.execute(
            () -> {
              threads.add(Thread.currentThread());
              order.add(number);
              done.countDown();
            });
      }
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads).hasSize(16);
    assertThat(heard).containsOnly(IntStream.range(0, 50).boxed().toList());

    loops.forEach(PlantClock.Loop::close);
    for (Thread thread : threads) {
      thread.join(5_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void fewConnectionsHaveAThreadOfTheirOwn() throws Exception {
    Set<String> names = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(2);
    try (PlantClock.Loop one = clock.connectionLoop("own-1");
        PlantClock.Loop two = clock.connectionLoop("own-2")) {
      for (PlantClock.Loop loop : List.of(one, two)) {
        loop.execute(
            () -> {
              names.add(Thread.currentThread().getName());
              done.countDown();
            });
      }
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(names).containsExactlyInAnyOrder("own-1", "own-2");
    }
  }

  @Test
  void aClosedLoopRunsNothingMoreWhereOthersGoOnOnItsThread() throws Exception {
    List<PlantClock.Loop> loops =
        IntStream.range(0, 17).mapToObj(i -> clock.connectionLoop("shut-" + i)).toList();
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch goOn = new CountDownLatch(1);
    PlantClock.Loop first = loops.get(0);
    PlantClock.Loop seventeenth = loops.get(16);
    first.execute(() -> awaitQuietly(goOn));
    seventeenth.execute(() -> ran.add("task"));
    seventeenth.schedule(Duration.ofMillis(1), () -> ran.add("timer"));
    seventeenth.close();
    seventeenth.execute(() -> ran.add("late task"));
    goOn.countDown();

    CountDownLatch after = new CountDownLatch(1);
    first.schedule(Duration.ofMillis(50), after::countDown);
    assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEmpty();
    loops.forEach(PlantClock.Loop::close);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
