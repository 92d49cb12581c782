package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelRuleTest {
  @Test
  void whatWarmsUpOnceHasNoLevelWhateverItIsCalled() {
    assertThat(counts(Column.Kind.PROCESS, i -> 20 * (1 - Math.exp(-i / 300.0)))).isFalse();
    assertThat(counts(Column.Kind.PROCESS, i -> i)).isFalse();
  }

  @Test
  void aControlledTemperatureHasOne() {
    Random random = new Random(4);
    assertThat(counts(Column.Kind.THERMAL, i -> random.nextGaussian())).isTrue();
  }

  @Test
  void betweenThemTheClassDecides() {
    Series slow = i -> Math.sin(i / 25.0);
    assertThat(counts(Column.Kind.PROCESS, slow)).isTrue();
    assertThat(counts(Column.Kind.THERMAL, i -> i)).isFalse();
  }

  @Test
  void independentValuesCountThemselves() {
    Random random = new Random(4);
    double[] white = random.doubles(1000).toArray();
    assertThat(LevelRule.independentValues(white)).isBetween(700.0, 1000.0);
    assertThat(LevelRule.independentValues(new double[100])).isEqualTo(100);
  }

  private interface Series {
    double at(int row);
  }

  private static boolean counts(Column.Kind kind, Series series) {
    TrainingRows rows = new TrainingRows(List.of(Column.of("a", "", kind)), 400);
    Row row = new Row(1);
    for (int i = 0; i < 400; i++) {
      row.set(0, series.at(i));
      row.time(i * 1_000_000_000L);
      rows.add(row);
    }
    return LevelRule.byRows(rows, 0);
  }
}
