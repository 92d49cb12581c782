package io.sluice.gateway.config.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordGuessTest {
  @Test
  void aFloatInOurOrderStandsFirst() {
    int bits = Float.floatToRawIntBits(21.5f);
    WordGuess.Row best =
        WordGuess.rows(List.of(bits >>> 16, bits & 0xFFFF, 7, 8), 21.5, false).get(0);
    assertThat(best.type()).isEqualTo("FLOAT32");
    assertThat(best.order()).isEqualTo("ABCD");
    assertThat(best.distance()).isZero();
    assertThat(best.sayable()).isTrue();
  }

  @Test
  void anOrderThatNoTagListCanSayIsFoundAndMarked() {
    int bits = Float.floatToRawIntBits(21.5f);
    WordGuess.Row best = WordGuess.rows(List.of(bits & 0xFFFF, bits >>> 16), 21.5, false).get(0);
    assertThat(best.type()).isEqualTo("FLOAT32");
    assertThat(best.order()).isEqualTo("CDAB");
    assertThat(best.plausible()).isTrue();
    assertThat(best.sayable()).isFalse();
  }

  @Test
  void anIntegerWithAScaleIsShownAsWritten() {
    WordGuess.Row best = WordGuess.rows(List.of(215), 21.5, false).get(0);
    assertThat(best.type()).isIn("INT16", "UINT16");
    assertThat(best.scale()).isEqualTo(0.1);
    assertThat(best.value()).isEqualTo(21.5);
  }

  @Test
  void binaryCodedDecimalsAreTried() {
    assertThat(WordGuess.rows(List.of(0x1234), 1234, false))
        .anyMatch(row -> row.type().equals("BCD16") && row.distance() == 0 && !row.sayable());
    assertThat(WordGuess.rows(List.of(0x12A4), 1234, false))
        .noneMatch(row -> row.type().equals("BCD16"));
  }

  @Test
  void aLargeUnsignedNumberIsNotNegative() {
    assertThat(
            WordGuess.rows(List.of(0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF), 1.8446744073709552e19, false)
                .get(0))
        .satisfies(row -> assertThat(row.type()).isEqualTo("UINT64"));
  }

  @Test
  void kindModbusSaysTheOrderBehindTheAddress() {
    int bits = Float.floatToIntBits(21.5f);
    WordGuess.Row best = WordGuess.rows(List.of(bits & 0xFFFF, bits >>> 16), 21.5, true).get(0);
    assertThat(best.sayable()).isTrue();
    assertThat(best.suffix(WordGuess.Order.ABCD)).isEqualTo("#CDAB");
    assertThat(best.suffix(WordGuess.Order.CDAB)).isEmpty();
    assertThat(WordGuess.rows(List.of(0xD700), 215, true))
        .filteredOn(row -> row.type().equals("INT16") && row.plausible())
        .extracting(row -> row.suffix(WordGuess.Order.ABCD))
        .contains("#BADC");
  }
}
