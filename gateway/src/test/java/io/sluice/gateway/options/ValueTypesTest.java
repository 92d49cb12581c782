package io.sluice.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
  @ParameterizedTest
  @CsvSource({
    "500 ms, PT0.5S",
    "10 s, PT10S",
    "10s, PT10S",
    "5 min, PT5M",
    "72 h, PT72H",
    "7 d, PT168H",
    "0.1 s, PT0.1S",
    "250 us, PT0.00025S"
  })
  void timesAreRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10", "-1 s", "1 m", "1,5 s", "s", "", "1 s 500 ms", "999999999 d", "1e3 s"})
  void otherTimesAreRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 ms", "10 s", "90 s", "5 min", "72 min", "3 d", "0 s"})
  void timesAreWrittenAsPeopleDo(String text) {
    assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "900 rpm, 900, rpm",
    "900rpm, 900, rpm",
    "-10 %, -10, %",
    "−10 %, -10, %",
    "50 rpm/s, 50, rpm/s",
    "0.5 l/min, 0.5, l/min",
    "21.5 °C, 21.5, °C",
    "1e3 l/min, 1000, l/min"
  })
  void quantitiesKeepTheirUnit(String text, double value, String unit) {
    assertThat(Quantity.parse(text)).isEqualTo(new Quantity(value, unit));
  }

  @Test
  void aBareNumberIsAQuantityWithoutUnit() {
    assertThat(Quantity.parse("5")).isEqualTo(new Quantity(5, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fast",
        "0,5 bar",
        "1.2.3",
        "1.2.3 bar",
        "",
        "rpm",
        "NaN",
        "Infinity",
        "1 000 rpm",
        "- 5 rpm",
        "1e999 rpm"
      })
  void otherQuantitiesAreRefused(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDecimalCommaIsToldWithItsFix() {
    assertThatThrownBy(() -> Quantity.parse("−1,5 bar"))
        .hasMessage("\"−1,5 bar\" has a comma; write −1.5 bar");
  }

  @Test
  void onlyAPercentageIsAPart() {
    assertThat(Quantity.parse("-10 %").percent()).isTrue();
    assertThat(Quantity.parse("-10 rpm").percent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "900, 900",
    "0.1, 0.1",
    "0.30000000000000004, 0.3",
    "-0.00001234567891, -0.00001234568",
    "4294967295, 4294967295",
    "12345678.5, 12345678",
    "-0.0, 0",
    "1e15, 1.0E15"
  })
  void numbersAreWrittenAsPeopleDo(double value, String text) {
    assertThat(Quantity.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"50 rpm/s, 50, rpm", "120 °C/min, 2, °C", "5 l/min/s, 5, l/min", "3600 %/h, 1, %"})
  void aRateIsRead(String text, double perSecond, String unit) {
    QuantityRate rate = QuantityRate.parse(text);

    assertThat(rate.perSecond()).isEqualTo(perSecond);
    assertThat(rate.change().unit()).isEqualTo(unit);
    assertThat(rate).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50 rpm", "50 rpm/ms", "/s", "50 rpm/"})
  void aRateWithoutATimeIsAMistake(String text) {
    assertThatThrownBy(() -> QuantityRate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2 GB, 2000000000",
    "1 KiB, 1024",
    "0.5 MB, 500000",
    "256 kB, 256000",
    "10 B, 10",
    "10kB, 10000",
    "0 B, 0",
    "1 TiB, 1099511627776"
  })
  void sizesAreRead(String text, long bytes) {
    assertThat(Size.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2000", "GB", "2 gb", "-1 GB", "1e3 GB", "0.3 B", "99999999999 TB"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> Size.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2000000000, 2 GB",
    "1536, 1.536 kB",
    "12, 12 B",
    "0, 0 B",
    "1073741824, 1.074 GB",
    "1500000000000, 1.5 TB"
  })
  void sizesAreWrittenAsPeopleDo(long bytes, String text) {
    assertThat(new Size(bytes)).hasToString(text);
  }

  @Test
  void frequenciesAreReadAndCompared() {
    assertThat(PerTime.parse("60 per hour").perSecond()).isEqualTo(1 / 60.0);
    assertThat(PerTime.parse("5 per 10 min").period()).isEqualTo(Duration.ofMinutes(10));
    assertThat(PerTime.parse("1 per week")).hasToString("1 per week");
    assertThatThrownBy(() -> PerTime.parse("0 per hour"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PerTime.parse("3 per moon"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyACloseNameIsSuggested() {
    List<String> names = List.of("groups", "url", "kind");
    assertThat(Closest.to("grups", names)).contains("groups");
    assertThat(Closest.to("KIND", names)).contains("kind");
    assertThat(Closest.to("colour", names)).isEqualTo(Optional.empty());
    assertThat(Closest.to("x".repeat(100_000), names)).isEmpty();
  }

  @Test
  void aSecretPrintsAsStars() {
    assertThat(new Secret("abc")).hasToString("***");
    assertThat(new Secrets.Found(new Secret("abc")).toString()).doesNotContain("abc");
  }

  @Test
  void everyCodeIsFoundByItsSpelling() {
    for (Code code : Code.values()) {
      assertThat(Code.of(code.spelling())).contains(code);
      assertThat(code.explanation()).endsWith(".");
    }
  }
}
