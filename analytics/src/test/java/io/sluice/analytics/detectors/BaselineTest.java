package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Row;
import io.sluice.analytics.plant.PumpRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BaselineTest extends DetectorContractTest<BaselineOptions> {
  BaselineTest() {
    super(new BaselineKind());
  }

  /** Only a refit takes memory: it sorts, and newer JDKs' sort wants room for it. */
  @Override
  long bytesPerRow() {
    return 200;
  }

  /** More than any move of the setpoint does. */
  @Override
  void disturb(Row row, int since) {
    row.set(4, row.value(4) + 40);
  }

  /**
   * A baseline knows nothing of the setpoint that moves the pump: some moves are news to it. What
   * it is made for is in {@link SlowSignalTest}.
   */
  @Test
  @Override
  void normalOperationStaysQuietOnEverySeed() throws Exception {
    double[] scores = scores(kind.detector(train(PumpRows.training(1, 5000))), 101, 9000);
    long above = Arrays.stream(scores).filter(score -> score >= 1).count();
    assertThat((double) above / scores.length).isLessThan(0.03);
  }
}
