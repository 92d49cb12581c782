package io.sluice.gateway.replay.tests;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one test.
 *
 * @param test the test
 * @param misses what was expected and did not happen so; empty where all is good
 * @param broken why it could not be played, in one sentence, or null
 * @param plantTime how much plant time passed
 * @param wallTime how long that took
 */
public record TestOutcome(
    PlacedTest test,
    List<Miss> misses,
    @Nullable String broken,
    Duration plantTime,
    Duration wallTime) {
  public TestOutcome {
    misses = List.copyOf(misses);
  }

  public boolean good() {
    return misses.isEmpty() && broken == null;
  }
}
