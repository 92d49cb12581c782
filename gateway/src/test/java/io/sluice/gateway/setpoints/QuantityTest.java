package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "900 rpm, 900, rpm",
    "900rpm, 900, rpm",
    "-10 %, -10, %",
    "−10 %, -10, %",
    "0.5 l/min, 0.5, l/min",
    "3, 3, ''",
    "1e3 mbar, 1000, mbar",
    "21.5 °C, 21.5, °C"
  })
  void aNumberAndItsUnitAreRead(String text, double value, String unit) {
    assertThat(Quantity.parse(text)).isEqualTo(new Quantity(value, unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "rpm", "1,5 bar", "1.5.3 bar", "NaN rpm", "Infinity", "- 5 rpm", "1e999 rpm"})
  void anythingElseIsAMistake(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMistakeSaysWhatIsAllowed() {
    assertThatThrownBy(() -> Quantity.parse("fast"))
        .hasMessage("'fast' is not a quantity; write a number and its unit, like '900 rpm'");
  }

  @ParameterizedTest
  @CsvSource({"50 rpm/s, 50, rpm", "120 °C/min, 2, °C", "5 l/min/s, 5, l/min", "3600 %/h, 1, %"})
  void aRateIsRead(String text, double perSecond, String unit) {
    QuantityRate rate = QuantityRate.parse(text);

    assertThat(rate.perSecond()).isEqualTo(perSecond);
    assertThat(rate.unit()).isEqualTo(unit);
    assertThat(rate).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50 rpm", "50 rpm/ms", "/s", "50 rpm/"})
  void aRateWithoutATimeIsAMistake(String text) {
    assertThatThrownBy(() -> QuantityRate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBudgetIsRead() {
    assertThat(WriteBudget.parse("60 per hour").window()).isEqualTo(Duration.ofHours(1));
    assertThat(WriteBudget.parse("60 per hour")).hasToString("60 per hour");
    assertThatThrownBy(() -> WriteBudget.parse("60/h")).hasMessageContaining("write '60 per hour'");
    assertThatThrownBy(() -> WriteBudget.parse("0 per hour"))
        .hasMessageContaining("allowed are 1 to 100000");
  }
}
