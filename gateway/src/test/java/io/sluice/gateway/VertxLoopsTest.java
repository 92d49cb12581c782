package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Vert.x contexts as loops. */
class VertxLoopsTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final PlantClock clock = new VertxLoops(VERTX, new SystemClock());

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void eachLoopIsAnEventLoopContextOfItsOwn() throws Exception {
    Set<Context> contexts = ConcurrentHashMap.newKeySet();
    CountDownLatch ran = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      clock
          .loop("asset-" + i)
          .execute(
              () -> {
                assertThat(Context.isOnEventLoopThread()).isTrue();
                contexts.add(Vertx.currentContext());
                ran.countDown();
              });
    }
    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(contexts).hasSize(4);
  }

  @Test
  void whoClosesVertxCanWaitUntilClosedLoopsHaveLeft() throws Exception {
    VertxLoops loops = new VertxLoops(VERTX, new SystemClock());
    int there = VERTX.deploymentIDs().size();
    List<PlantClock.Loop> some = List.of(loops.loop("one"), loops.loop("two"), loops.loop("three"));
    some.forEach(PlantClock.Loop::close);
    loops.end().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(VERTX.deploymentIDs()).hasSizeLessThanOrEqualTo(there);
  }

  @Test
  void aLoopThatIsClosedGivesItsVerticleBack() throws Exception {
    PlantClock.Loop loop = clock.loop("asset");
    int there = VERTX.deploymentIDs().size();
    loop.close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (VERTX.deploymentIDs().size() >= there && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(VERTX.deploymentIDs()).hasSizeLessThan(there);
  }

  @Test
  void tasksRunInOrderOnOneThread() throws Exception {
    PlantClock.Loop loop = clock.loop("asset");
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch ran = new CountDownLatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      loop.execute(
          () -> {
            order.add(number);
            threads.add(Thread.currentThread());
            ran.countDown();
          });
    }
    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(order).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(threads).hasSize(1);
  }

  @Test
  void aTimerFiresNotBeforeItsTime() throws Exception {
    CompletableFuture<Long> fired = new CompletableFuture<>();
    long begun = clock.nanoTime();
    clock
        .loop("asset")
        .schedule(Duration.ofMillis(30), () -> fired.complete(clock.nanoTime() - begun));
    assertThat(fired.get(5, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(29_000_000L);
  }

  @Test
  void aTimerWithoutDelayFires() throws Exception {
    CountDownLatch fired = new CountDownLatch(1);
    clock.loop("asset").schedule(Duration.ZERO, fired::countDown);
    assertThat(fired.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCancelledTimerNeverFiresAndLaterOnesDo() throws Exception {
    PlantClock.Loop loop = clock.loop("asset");
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch last = new CountDownLatch(1);
    loop.schedule(Duration.ofMillis(10), () -> ran.add("cancelled")).cancel();
    loop.schedule(Duration.ofMillis(40), last::countDown);
    assertThat(last.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEmpty();
  }

  @Test
  void aClosedLoopDropsWhatHasNotRun() throws Exception {
    PlantClock.Loop loop = clock.loop("asset");
    PlantClock.Loop other = clock.loop("other");
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1);
    loop.schedule(Duration.ofMillis(10), () -> ran.add("timer"));
    loop.close();
    loop.execute(() -> ran.add("task"));
    loop.schedule(Duration.ZERO, () -> ran.add("later"));
    other.schedule(Duration.ofMillis(40), done::countDown);
    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEmpty();
  }
}
