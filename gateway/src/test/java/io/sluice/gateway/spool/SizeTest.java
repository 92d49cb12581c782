package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
  @ParameterizedTest
  @CsvSource({
    "2 GB, 2000000000",
    "1.5 MB, 1500000",
    "512 KiB, 524288",
    "0 B, 0",
    "10kB, 10000",
    "1 TiB, 1099511627776"
  })
  void aNumberAndAUnit(String text, long bytes) {
    assertThat(Size.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "GB", "-1 GB", "2 gb", "1e3 GB", "0.3 B", "99999999999 TB"})
  void whatIsNotASizeIsSaidSo(String text) {
    assertThatThrownBy(() -> Size.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a");
  }

  @Test
  void itIsWrittenAsAPersonWould() {
    assertThat(Size.parse("2 GB")).hasToString("2 GB");
    assertThat(new Size(1_536)).hasToString("1.5 kB");
    assertThat(new Size(12)).hasToString("12 B");
  }
}
