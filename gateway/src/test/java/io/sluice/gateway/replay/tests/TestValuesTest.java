package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.StatusCode;
import io.sluice.gateway.config.tests.Around;
import io.sluice.gateway.config.tests.Given.Course;
import io.sluice.gateway.config.tests.TimeWindow;
import io.sluice.gateway.config.tests.TimedSample;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values of test files mean. */
class TestValuesTest {
  @Test
  void aPointHasATimeAValueAStatusAndACourse() {
    assertThat(TimedSample.parse("60 s 180 l/min ramp"))
        .isEqualTo(
            new TimedSample(
                Duration.ofSeconds(60), new Quantity(180, "l/min"), StatusCode.GOOD, Course.RAMP));
    assertThat(TimedSample.parse("1450 rpm").at()).isZero();
    assertThat(TimedSample.parse("2 min 3").value()).isEqualTo(new Quantity(3, ""));
    assertThat(TimedSample.parse("5 s Bad_NotConnected").value()).isNull();
    assertThat(TimedSample.parse("5 s 12 bar Uncertain_LastUsableValue").status())
        .isEqualTo(StatusCode.UNCERTAIN_LAST_USABLE_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5 s Uncertain", "5 s 3 bar Bad", "5 s Bad_Sleepy", "0,5 bar"})
  void whatIsNoPointIsRefused(String text) {
    assertThatThrownBy(() -> TimedSample.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "225 ± 3 l/min, 228, true",
    "225 ± 3 l/min, 228.1, false",
    "225 l/min ± 2 %, 229.5, true",
    "225 l/min ± 2 %, 230, false",
    "225 l/min +/- 3 l/min, 222, true",
    "50 ± 2 %, 52, true",
    "50 ± 2 %, 53, false",
    "3, 3, true",
    "3, 3.01, false"
  })
  void aToleranceIsAnAmountOrAPart(String text, double value, boolean has) {
    assertThat(Around.parse(text).has(value)).isEqualTo(has);
  }

  @Test
  void aWindowHasBothItsEnds() {
    TimeWindow window = TimeWindow.parse("10 s after 60 s");
    assertThat(window.has(Duration.ofSeconds(60))).isTrue();
    assertThat(window.has(Duration.ofSeconds(70))).isTrue();
    assertThat(window.has(Duration.ofMillis(70_001))).isFalse();
    assertThat(window).hasToString("between 1 min and 70 s");
    assertThat(TimeWindow.parse("4 min")).hasToString("before 4 min");
    assertThatThrownBy(() -> TimeWindow.parse("after 60 s"))
        .hasMessageContaining("allowed is as 10 s after 60 s");
  }
}
