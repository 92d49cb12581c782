package io.sluice.gateway;

import io.sluice.gateway.config.Difference;
import java.time.Duration;

/** What became of a change of a running gateway. */
public sealed interface ChangeResult {
  /** Nothing that runs is touched by it. */
  record Unchanged() implements ChangeResult {}

  /**
   * The new configuration runs.
   *
   * @param difference what was swapped
   * @param swap how long the first thing that ended was without its successor
   */
  record Swapped(Difference difference, Duration swap) implements ChangeResult {}

  /** It was refused before anything was touched. */
  record Refused(String sentence) implements ChangeResult {}

  /** It did not start, and the old configuration runs again as far as the sentence says. */
  record RolledBack(String sentence) implements ChangeResult {}
}
