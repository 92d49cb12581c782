package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
  private final PlantClock.Loop loop = clock.loop("one");

  @Test
  void waitingRunsWhatIsDueUntilTheStageHasCompleted() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<String> ran = new ArrayList<>();
    loop.schedule(Duration.ofSeconds(1), () -> ran.add("before"));
    loop.schedule(Duration.ofSeconds(2), () -> done.complete(null));
    loop.schedule(Duration.ofSeconds(3), () -> ran.add("after"));
    assertThat(clock.await(done, Duration.ofSeconds(10))).isTrue();
    assertThat(ran).containsExactly("before");
    assertThat(clock.now()).isEqualTo(Instant.EPOCH.plusSeconds(2));
  }

  @Test
  void waitingEndsWhenTheTimeHasPassed() {
    assertThat(clock.await(new CompletableFuture<>(), Duration.ofSeconds(10))).isFalse();
    assertThat(clock.now()).isEqualTo(Instant.EPOCH.plusSeconds(10));
  }

  @Test
  void aStageThatFailsHasCompletedOnEveryClock() {
    CompletableFuture<Void> failed = CompletableFuture.failedFuture(new IllegalStateException());
    assertThat(clock.await(failed, Duration.ZERO)).isTrue();
    assertThat(new SystemClock().await(failed, Duration.ZERO)).isTrue();
  }

  @Test
  void aLiveClockWaitsNoLongerThanItIsTold() {
    assertThat(new SystemClock().await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
  }

  @Test
  void twoThreadsThatLetTimePassNeverRunTwoTasksAtOnce() {
    int[] count = new int[1];
    for (int i = 0; i < 10_000; i++) {
      loop.schedule(Duration.ofMillis(i), () -> count[0]++);
    }
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> clock.advance(Duration.ofSeconds(10)));
    clock.advance(Duration.ofSeconds(10));
    other.join();
    assertThat(count[0]).isEqualTo(10_000);
  }
}
