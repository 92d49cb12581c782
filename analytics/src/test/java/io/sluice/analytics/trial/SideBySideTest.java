package io.sluice.analytics.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How a shadow's scores go with the champion's. */
class SideBySideTest {
  private static final long SECOND = 1_000_000_000L;
  private final SideBySide seen = new SideBySide();
  private final Random random = new Random(7);

  @Test
  void theSameScoresCorrelateFully() {
    scores(1);
    assertThat(seen.pearson()).isCloseTo(1, within(1e-9));
    assertThat(seen.spearman()).isCloseTo(1, within(1e-9));
  }

  @Test
  void unrelatedScoresDoNotCorrelate() {
    scores(0);
    assertThat(seen.pearson()).isCloseTo(0, within(0.05));
    assertThat(seen.spearman()).isCloseTo(0, within(0.05));
  }

  /** For a bivariate normal, Spearman's is 6/pi asin(r/2). */
  @Test
  void halfRelatedScoresCorrelateByHalf() {
    scores(0.5);
    assertThat(seen.pearson()).isCloseTo(0.5, within(0.03));
    assertThat(seen.spearman()).isCloseTo(6 / Math.PI * Math.asin(0.25), within(0.03));
  }

  @Test
  void aScoreThatNeverMovesCorrelatesWithNothing() {
    for (int i = 0; i < 100; i++) {
      seen.row(0.5, i, false, i);
    }
    assertThat(seen.pearson()).isZero();
    assertThat(seen.spearman()).isZero();
  }

  @Test
  void anActivationThatTheChampionSeesBeforeOrSoonAfterIsNotAlone() {
    seen.row(1.2, 0.5, false, 0);
    seen.row(0.5, 1.2, true, 30 * SECOND);
    assertThat(seen.activationsAlone()).isZero();
    seen.row(0.5, 1.2, true, 1_000 * SECOND);
    assertThat(seen.activationsAlone()).isEqualTo(1);
    seen.row(1.1, 1.2, false, 1_040 * SECOND);
    assertThat(seen.activationsAlone()).isZero();
    seen.row(0.5, 1.2, true, 2_000 * SECOND);
    seen.row(0.5, 0.5, false, 2_000 * SECOND + Duration.ofMinutes(2).toNanos());
    assertThat(seen.activationsAlone()).isEqualTo(1);
  }

  private void scores(double correlation) {
    double rest = Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < 20_000; i++) {
      double x = random.nextGaussian();
      double y = correlation * x + rest * random.nextGaussian();
      seen.row(Math.exp(x / 2 - 1), Math.exp(y / 2 - 1), false, i);
    }
  }
}
