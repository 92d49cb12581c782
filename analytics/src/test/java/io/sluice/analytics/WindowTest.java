package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void itsFiguresAreThoseOfTheLastRowsWithMissingOnesLeftOut() {
    Random random = new Random(7);
    for (int rows : new int[] {2, 3, 7, 15, 64}) {
      Window window = new Window(rows);
      List<Double> all = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        double value = random.nextInt(5) == 0 ? Double.NaN : 50 + 10 * random.nextGaussian();
        if (Double.isNaN(value)) {
          window.skip();
        } else {
          window.add(value);
        }
        all.add(value);
        compare(window, all.subList(Math.max(0, all.size() - rows), all.size()), rows);
      }
    }
  }

  @Test
  void roundingDoesNotPileUpOverAMillionRows() {
    Window window = new Window(10);
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      window.add(1e6 * random.nextGaussian());
    }
    for (int i = 0; i < 20; i++) {
      window.add(1);
    }
    assertThat(window.mean()).isEqualTo(1);
    assertThat(window.deviation()).isZero();
  }

  @Test
  void anEmptyWindowIsZeroAndNotNaN() {
    Window window = new Window(4);
    window.skip();
    assertThat(window.count()).isZero();
    assertThat(window.mean()).isZero();
    assertThat(window.deviation()).isZero();
    assertThat(window.change()).isZero();
  }

  @Test
  void aResetWindowHasForgottenItsRows() {
    Window window = new Window(3);
    window.add(5);
    window.reset();
    assertThat(window.count()).isZero();
  }

  @Test
  void aWindowOfOneRowIsRefused() {
    assertThatThrownBy(() -> new Window(1)).hasMessageContaining("window of 1 rows");
  }

  private static void compare(Window window, List<Double> rows, int length) {
    double[] values = rows.stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> v * v).average().orElse(0);
    assertThat(window.count()).isEqualTo(values.length);
    assertThat(window.mean()).isCloseTo(mean, within(1e-9));
    assertThat(window.deviation())
        .isCloseTo(Math.sqrt(Math.max(0, squares - mean * mean)), within(1e-4));
    int newer = Math.min(length / 2, rows.size());
    double[] late = part(rows.subList(rows.size() - newer, rows.size()));
    double[] early = part(rows.subList(0, rows.size() - newer));
    double change = late.length == 0 || early.length == 0 ? 0 : average(late) - average(early);
    assertThat(window.change()).isCloseTo(change, within(1e-9));
  }

  private static double[] part(List<Double> rows) {
    return rows.stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).toArray();
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
