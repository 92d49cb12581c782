package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowTest {
  private final Row row = new Row(2);

  @Test
  void aNewRowHasNoUsableCell() {
    assertThat(row.usable(0)).isFalse();
    assertThat(row.reason(1)).isEqualTo(Verdict.STALE);
  }

  @Test
  void aValueMakesACellUsable() {
    row.set(0, 4.5);
    assertThat(row.usable(0)).isTrue();
    assertThat(row.value(0)).isEqualTo(4.5);
  }

  @Test
  void aNumberThatIsNotFiniteIsNoValue() {
    row.set(0, Double.NaN);
    row.set(1, Double.NEGATIVE_INFINITY);
    assertThat(row.reason(0)).isEqualTo(Verdict.NOT_FINITE);
    assertThat(row.usable(1)).isFalse();
  }

  @Test
  void aBadReadHasNoValue() {
    row.set(0, 4.5);
    row.unusable(0, Verdict.BAD_QUALITY);
    assertThatThrownBy(() -> row.value(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bad-quality");
    assertThatThrownBy(() -> row.unusable(0, Verdict.SCORED))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
