package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForestKindTest {
  private final ForestKind kind = new ForestKind();

  @Test
  void aFaultIsNotLearntWhileItLasts() throws Exception {
    Detector detector = trained(1, options(null, 16));
    Random random = new Random(2);
    Row row = new Row(1);
    double last = 0;
    for (int i = 1; i <= 4000; i++) {
      row.set(0, random.nextGaussian() + (i > 500 ? 12 : 0));
      row.time(i * 1_000_000_000L);
      if (detector.update(row) == Verdict.SCORED) {
        detector.alarmStands(detector.score() >= 1);
        last = detector.score();
      }
    }
    assertThat(last).isGreaterThan(1);
  }

  @Test
  void slowNewNormalityIsLearnt() throws Exception {
    Detector detector = trained(1, options(null, 16));
    Random random = new Random(2);
    Row row = new Row(1);
    int above = 0;
    for (int i = 1; i <= 6000; i++) {
      row.set(0, random.nextGaussian() + Math.min(4, i / 1000.0));
      row.time(i * 1_000_000_000L);
      if (detector.update(row) == Verdict.SCORED && i > 5000) {
        above += detector.score() >= 1 ? 1 : 0;
      }
    }
    assertThat(above).isLessThan(10);
  }

  @Test
  void moreTagsThanAllowedAreRefusedWithWhatToDo() {
    assertThatThrownBy(() -> trained(5, options(null, 4)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "5 tags would be watched one by one, at most 4 are possible: name those that matter"
                + " under tags");
    assertThatThrownBy(() -> trained(5, options(List.of("tag-9"), 4)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("tags names tag-9, which cannot be watched; possible are tag-0");
  }

  private Detector trained(int tags, ForestOptions options) throws Exception {
    List<Column> columns = new ArrayList<>();
    for (int tag = 0; tag < tags; tag++) {
      columns.add(Column.process("tag-" + tag, "bar"));
    }
    TrainingRows rows = new TrainingRows(columns, 2000);
    Random random = new Random(1);
    Row row = new Row(tags);
    for (int i = 1; i <= 2000; i++) {
      for (int tag = 0; tag < tags; tag++) {
        row.set(tag, random.nextGaussian());
      }
      row.time(i * 1_000_000_000L);
      rows.add(row);
    }
    return kind.detector(kind.train(rows, options, Goal.USUAL));
  }

  private static ForestOptions options(@Nullable List<String> tags, int most) {
    return new ForestOptions(tags, 4, 10, most, 12345);
  }
}
