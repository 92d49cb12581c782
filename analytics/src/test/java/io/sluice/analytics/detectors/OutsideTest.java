package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutsideTest {
  private static final boolean[] PRESENT = {false, false};

  private final Outside outside = new Outside(new double[] {0, 5}, new double[] {10, 5});

  @Test
  void timeRunsFromTheFirstRowOutside() {
    outside.see(new double[] {10, 5}, PRESENT, 1_000);
    assertThat(outside.until(0, 1_000)).isNull();
    outside.see(new double[] {11, 5}, PRESENT, 2_000);
    outside.see(new double[] {-1, 5}, PRESENT, 5_000);
    assertThat(outside.until(0, 5_000)).isEqualTo(Duration.ofNanos(3_000));
    assertThat(outside.until(1, 5_000)).isNull();
  }

  @Test
  void oneRowInsideInterruptsIt() {
    outside.see(new double[] {11, 5}, PRESENT, 1_000);
    outside.see(new double[] {9, 5}, PRESENT, 2_000);
    outside.see(new double[] {11, 5}, PRESENT, 3_000);
    assertThat(outside.until(0, 4_000)).isEqualTo(Duration.ofNanos(1_000));
  }

  @Test
  void whatIsMissingOrForgottenIsNotOutside() {
    outside.see(new double[] {11, 6}, PRESENT, 1_000);
    outside.see(new double[] {11, 6}, new boolean[] {true, false}, 2_000);
    assertThat(outside.until(0, 2_000)).isNull();
    assertThat(outside.until(1, 2_000)).isEqualTo(Duration.ofNanos(1_000));
    outside.forget();
    assertThat(outside.until(1, 2_000)).isNull();
  }

  @Test
  void aTagThatWasAlwaysTheSameMayBeOffByRounding() {
    outside.see(new double[] {10, 5 + 1e-15}, PRESENT, 1_000);
    assertThat(outside.until(1, 1_000)).isNull();
  }
}
