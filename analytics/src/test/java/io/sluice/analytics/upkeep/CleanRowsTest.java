package io.sluice.analytics.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which live rows may teach the next model. */
class CleanRowsTest {
  private static final long SECOND = 1_000_000_000L;
  private final CleanRows rows =
      new CleanRows(List.of(Column.process("speed", "rpm")), 2_000, Duration.ofSeconds(60));

  @Test
  void rowsNearAnAlarmAreLeftOutOnBothSides() {
    clean(0, 1_000);
    for (int i = 1_000; i < 1_010; i++) {
      rows.abnormal(i * SECOND);
    }
    clean(1_010, 2_000);
    TrainingRows kept = rows.rows().get();
    for (int row = 0; row < kept.size(); row++) {
      double second = kept.value(row, 0);
      assertThat(second < 940 || second > 1_069).as("row of second " + second).isTrue();
    }
    assertThat(kept.size()).isBetween(1_700, 1_900);
    assertThat(rows.leftOut()).isGreaterThanOrEqualTo(130);
  }

  @Test
  void theNumberOfRowsIsBoundedAndTheWholeTimeStaysRepresented() {
    clean(0, 100_000);
    assertThat(rows.size()).isLessThanOrEqualTo(2_500);
    TrainingRows kept = rows.rows().get();
    assertThat(kept.time(0)).isLessThan(1_000 * SECOND);
    assertThat(kept.span()).isGreaterThan(Duration.ofSeconds(65_000));
    assertThat(kept.interval()).as("neighbours stay together").isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRowWithABadCellTeachesNothing() {
    Row bad = new Row(1);
    for (int i = 0; i < 1_000; i++) {
      bad.time(i * SECOND);
      rows.clean(bad);
    }
    assertThat(rows.size()).isZero();
    assertThat(rows.leftOut()).isEqualTo(1_000);
  }

  @Test
  void whatTaughtOneModelIsForgottenForTheNext() {
    clean(0, 1_000);
    rows.clear();
    assertThat(rows.size()).isZero();
    clean(1_000, 2_000);
    assertThat(rows.rows().get().time(0)).isEqualTo(1_000 * SECOND);
  }

  private void clean(int from, int to) {
    Row row = new Row(1);
    for (int i = from; i < to; i++) {
      row.set(0, i);
      row.time(i * SECOND);
      rows.clean(row);
    }
  }
}
