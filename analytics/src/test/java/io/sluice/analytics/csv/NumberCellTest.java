package io.sluice.analytics.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberCellTest {
  private final NumberCell cell = new NumberCell(false);

  @Test
  void eachNumberIsReadAsTheLibraryReadsItToTheBit() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      for (String form : List.of("%s", "%.3f", "%.6e", "%.17g")) {
        String text = String.format(Locale.ROOT, form, value);
        assertThat(read(text)).as(text).isEqualTo(Content.NUMBER);
        assertThat(Double.doubleToLongBits(cell.value()))
            .as(text)
            .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
      }
    }
  }

  @Test
  void oddFormsAreReadToo() {
    for (String text :
        List.of("+1", "-.5", "7.", " 3 ", "1E5", "1e+5", "00012.50", "9007199254740993", "-0")) {
      assertThat(read(text)).as(text).isEqualTo(Content.NUMBER);
      assertThat(cell.value()).as(text).isEqualTo(Double.parseDouble(text.strip()));
    }
  }

  @Test
  void whatLooksLikeANumberAndIsNoneIsText() {
    for (String text : List.of("1.2.3", "1e", "1e-", ".", "+", "1 2", "12V", "1,5", "2026-11-20")) {
      assertThat(read(text)).as(text).isEqualTo(Content.TEXT);
    }
  }

  @Test
  void ourOwnExportsStatusCodesAreNoValues() {
    assertThat(read("Bad_NotConnected")).isEqualTo(Content.EMPTY);
    assertThat(read("225.1 Uncertain_LastUsableValue")).isEqualTo(Content.EMPTY);
    assertThat(read("a text without a status")).isEqualTo(Content.TEXT);
  }

  private Content read(String text) {
    return cell.read(text.toCharArray(), 0, text.length());
  }
}
