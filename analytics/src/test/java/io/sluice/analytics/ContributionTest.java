package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContributionTest {
  @Test
  void aTagInsideItsRangeSaysNothingOfTime() {
    Contribution inside =
        new Contribution("pump-1/flow", "l/min", Aspect.LEVEL, 0.5, 212, 182, 201, 224);
    assertThat(inside.inWords())
        .isEqualTo("pump-1/flow level 212 l/min, expected 182, usually 201 to 224");
  }

  @ParameterizedTest
  @CsvSource({"0,0 ms", "700,700 ms", "12400,12 s", "119000,119 s", "300000,5 min", "7200000,2 h"})
  void aTagOutsideItsRangeSaysForHowLong(long millis, String words) {
    Contribution outside =
        new Contribution(
            "pump-1/flow",
            "",
            Aspect.SPREAD,
            0.5,
            182,
            213,
            201,
            224,
            "",
            Duration.ofMillis(millis));
    assertThat(outside.inWords())
        .isEqualTo(
            "pump-1/flow spread 182, expected 213, usually 201 to 224, outside for " + words);
  }
}
