package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORTEST = Duration.ofMillis(50);

  @Test
  void theFirstWaitIsAtMostTheFirstStep() {
    for (int seed = 0; seed < 200; seed++) {
      assertThat(new Backoff(Backoff.FIRST, Backoff.LONGEST, seed).afterFailures(1))
          .isBetween(SHORTEST, Backoff.FIRST);
    }
  }

  @Test
  void noWaitIsLongerThanTheLongest() {
    Backoff backoff = new Backoff(Backoff.FIRST, Backoff.LONGEST, 1);
    Duration longest = Duration.ZERO;
    for (int failures : new int[] {2, 3, 5, 30, 1_000, Integer.MAX_VALUE}) {
      for (int i = 0; i < 100; i++) {
        Duration wait = backoff.afterFailures(failures);
        assertThat(wait).isBetween(SHORTEST, Backoff.LONGEST);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    assertThat(longest).isGreaterThan(Backoff.LONGEST.multipliedBy(9).dividedBy(10));
  }

  @Test
  void theSameSeedWaitsTheSame() {
    assertThat(Backoff.of("press-3").afterFailures(4))
        .isEqualTo(Backoff.of("press-3").afterFailures(4))
        .isNotEqualTo(Backoff.of("press-4").afterFailures(4));
  }

  /** All fall at once, as when a switch loses power. */
  @Test
  void aHundredConnectionsDoNotStorm() {
    int[] tries = new int[100];
    for (int connection = 0; connection < 100; connection++) {
      Backoff backoff = Backoff.of("press-" + connection);
      long at = 0;
      for (int failures = 1; at < 10_000; failures++) {
        at += backoff.afterFailures(failures).toMillis();
        if (at < 10_000) {
          tries[(int) at / 100]++;
        }
      }
    }
    assertThat(Arrays.stream(tries).max().orElseThrow()).as("in any 100 ms").isLessThan(60);
    assertThat(Arrays.stream(tries).skip(20).average().orElseThrow()).as("later").isLessThan(25);
  }

  @Test
  void boundsThatDoNotRiseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
        .withMessageContaining("must rise");
  }
}
