package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final int SIZE = 5;

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e3, 1e6, -1e6})
  void mergedPartsAreThePooledWhole(double offset) {
    for (int seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      double[][] rows = rows(random, 500 + random.nextInt(1500), offset);
      Moments[] parts = new Moments[1 + random.nextInt(7)];
      for (int part = 0; part < parts.length; part++) {
        parts[part] = new Moments(SIZE);
      }
      // The first part stays empty in every other run; the rest have very different sizes.
      int least = parts.length > 1 ? seed % 2 : 0;
      for (double[] row : rows) {
        double share = random.nextDouble();
        parts[least + (int) (share * share * (parts.length - least))].add(row);
      }
      Moments merged = new Moments(SIZE);
      for (Moments part : parts) {
        merged = merged.merged(part);
      }
      same(merged, Moments.of(rows));
      assertThat(merged.count()).isEqualTo(rows.length);
    }
  }

  @Test
  void aLargeOffsetCostsNoDigits() {
    double[][] rows = rows(new Random(3), 1000, 1e6);
    Moments moments = Moments.of(rows);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(moments.covariance()[i][j])
            .isCloseTo(exactCovariance(rows, i, j), within(1e-10 * scale(moments, i, j)));
      }
    }
  }

  @Test
  void partsOfDifferentMeansMergeExactly() {
    Random random = new Random(8);
    double[][] first = rows(random, 700, 10);
    double[][] second = rows(random, 30, -1e4);
    double[][] all = new double[730][];
    System.arraycopy(first, 0, all, 0, 700);
    System.arraycopy(second, 0, all, 700, 30);
    same(Moments.of(first).merged(Moments.of(second)), Moments.of(all));
    same(Moments.of(second).merged(Moments.of(first)), Moments.of(all));
  }

  @Test
  void mergingChangesNeitherPart() {
    Moments one = Moments.of(rows(new Random(1), 100, 5));
    Moments two = Moments.of(rows(new Random(2), 100, 6));
    double[] before = one.mean();
    Moments both = one.merged(two);
    both.add(new double[SIZE]);
    assertThat(one.mean()).isEqualTo(before);
    assertThat(one.count()).isEqualTo(100);
    assertThat(one.merged(new Moments(SIZE)).mean()).isEqualTo(before);
    assertThat(new Moments(SIZE).merged(one).covariance()).isDeepEqualTo(one.covariance());
  }

  @Test
  void withoutRowsAllIsZero() {
    Moments none = new Moments(2).merged(new Moments(2));
    assertThat(none.count()).isZero();
    assertThat(none.mean()).containsExactly(0, 0);
    assertThat(none.covariance()).isDeepEqualTo(new double[2][2]);
  }

  @Test
  void rescaledMomentsAreThoseOfRescaledRows() {
    double[][] rows = rows(new Random(6), 400, 3);
    double[] offset = {1, 0, -4, 100, 0};
    double[] factor = {1, -2, 0.5, 10, 1e-3};
    double[][] scaled = new double[rows.length][SIZE];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < SIZE; i++) {
        scaled[row][i] = offset[i] + factor[i] * rows[row][i];
      }
    }
    same(Moments.of(rows).rescaled(offset, factor), Moments.of(scaled));
  }

  @Test
  void theySurviveANumbersFileToTheBit() throws ModelException {
    Moments moments = Moments.of(rows(new Random(6), 400, 3));
    Map<String, double[]> numbers = new HashMap<>();
    moments.write("moments", numbers);
    Moments read = Moments.read("moments", Numbers.of(numbers));
    assertThat(read.count()).isEqualTo(400);
    assertThat(read.mean()).isEqualTo(moments.mean());
    assertThat(read.covariance()).isDeepEqualTo(moments.covariance());
  }

  @Test
  void numbersThatAreNoMomentsAreRefused() {
    refused("are of 1.5 rows", 1.5, new double[] {0}, new double[] {1});
    refused("are of -1.0 rows", -1, new double[] {0}, new double[] {1});
    refused("of 0 numbers", 1, new double[] {}, new double[] {});
    refused("3 belong", 1, new double[] {0, 0}, new double[] {1});
    refused("variance below 0", 9, new double[] {0, 0}, new double[] {1, 0, -1});
  }

  @Test
  void rowsOfOtherSizesOrWithoutNumbersAreACallersMistake() {
    Moments moments = new Moments(2);
    assertThatThrownBy(() -> moments.add(new double[3])).hasMessageContaining("row of 3 numbers");
    assertThatThrownBy(() -> moments.add(new double[] {1, Double.NaN})).hasMessageContaining("NaN");
    assertThatThrownBy(() -> moments.merged(new Moments(3))).hasMessageContaining("cannot be");
    assertThatThrownBy(() -> new Moments(0)).hasMessageContaining("rows of 0 numbers");
    assertThat(moments.count()).isZero();
  }

  private static void refused(String why, double count, double[] mean, double[] products) {
    Numbers numbers =
        Numbers.of(
            Map.of(
                "m.count",
                new double[] {count},
                "m.origin",
                mean,
                "m.drift",
                new double[mean.length],
                "m.products",
                products));
    assertThatThrownBy(() -> Moments.read("m", numbers))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(why);
  }

  private static void same(Moments one, Moments other) {
    assertThat(one.count()).isEqualTo(other.count());
    for (int i = 0; i < SIZE; i++) {
      double size = Math.max(1, Math.abs(other.mean()[i]));
      assertThat(one.mean()[i]).isCloseTo(other.mean()[i], within(1e-10 * size));
      for (int j = 0; j < SIZE; j++) {
        assertThat(one.covariance()[i][j])
            .isCloseTo(other.covariance()[i][j], within(1e-10 * scale(other, i, j)));
      }
    }
  }

  private static double scale(Moments moments, int i, int j) {
    return Math.sqrt(moments.covariance()[i][i] * moments.covariance()[j][j]);
  }

  private static double exactCovariance(double[][] rows, int i, int j) {
    BigDecimal count = BigDecimal.valueOf(rows.length);
    BigDecimal sumI = BigDecimal.ZERO;
    BigDecimal sumJ = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    for (double[] row : rows) {
      BigDecimal a = new BigDecimal(row[i]);
      BigDecimal b = new BigDecimal(row[j]);
      sumI = sumI.add(a);
      sumJ = sumJ.add(b);
      sum = sum.add(a.multiply(b));
    }
    return sum.subtract(sumI.multiply(sumJ).divide(count, new MathContext(60)))
        .divide(count, MathContext.DECIMAL64)
        .doubleValue();
  }

  /** Correlated numbers of very different spreads around an offset. */
  private static double[][] rows(Random random, int count, double offset) {
    double[][] rows = new double[count][SIZE];
    for (double[] row : rows) {
      double common = random.nextGaussian();
      for (int i = 0; i < SIZE; i++) {
        row[i] = offset + Math.pow(10, i - 2) * (common + 0.5 * random.nextGaussian());
      }
    }
    return rows;
  }
}
