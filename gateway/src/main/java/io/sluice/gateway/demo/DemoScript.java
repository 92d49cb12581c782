package io.sluice.gateway.demo;

import java.time.Duration;

/**
 * When what happens, as parts of the whole: normal operation, the fault, its end, the lost link,
 * the catch-up.
 *
 * @param whole length of the demonstration, at least 30 s
 */
record DemoScript(Duration whole) {
  /** Shorter than this there is no time to notice, mend and catch up. */
  static final Duration SHORTEST = Duration.ofSeconds(30);

  DemoScript {
    if (whole.compareTo(SHORTEST) < 0 || whole.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException(
          "duration is " + whole.toSeconds() + " s; allowed is 30 s to 24 h");
    }
  }

  Duration fault() {
    return part(20);
  }

  Duration mended() {
    return part(42);
  }

  Duration linkLost() {
    return part(62);
  }

  Duration linkBack() {
    return part(78);
  }

  private Duration part(int percent) {
    return whole.multipliedBy(percent).dividedBy(100);
  }
}
