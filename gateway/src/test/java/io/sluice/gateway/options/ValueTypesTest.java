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
    "-10 %, -10, %",
    "50 rpm/s, 50, rpm/s",
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
  @ValueSource(strings = {"fast", "0,5 bar", "1.2.3", "", "NaN", "1 000 rpm", "1e999 rpm"})
  void otherQuantitiesAreRefused(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"2 GB, 2000000000", "1 KiB, 1024", "0.5 MB, 500000", "256 kB, 256000", "10 B, 10"})
  void sizesAreRead(String text, long bytes) {
    assertThat(Size.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2000", "2 gb", "-1 GB", "99999999999 TB"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> Size.parse(text)).isInstanceOf(IllegalArgumentException.class);
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
