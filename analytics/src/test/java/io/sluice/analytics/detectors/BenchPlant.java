package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** As many process tags as wanted, moved by eight common causes and noise; a row a millisecond. */
final class BenchPlant {
  private static final long INTERVAL = 1_000_000;
  private static final int CAUSES = 8;

  private final Random random;
  private final List<Column> columns = new ArrayList<>();
  private final double[][] weights;
  private final double[] causes = new double[CAUSES];
  private long nanos;

  BenchPlant(int tags, long seed) {
    Random shape = new Random(1);
    weights = new double[tags][CAUSES];
    for (int tag = 0; tag < tags; tag++) {
      columns.add(Column.process("tag-%03d".formatted(tag), "bar"));
      for (int cause = 0; cause < CAUSES; cause++) {
        weights[tag][cause] = shape.nextGaussian();
      }
    }
    random = new Random(seed);
  }

  List<Column> columns() {
    return columns;
  }

  TrainingRows training(int count) {
    TrainingRows rows = new TrainingRows(columns, count);
    Row row = new Row(columns.size());
    for (int i = 0; i < count; i++) {
      next(row);
      rows.add(row);
    }
    return rows;
  }

  Row[] rows(int count) {
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      rows[i] = new Row(columns.size());
      next(rows[i]);
    }
    return rows;
  }

  private void next(Row row) {
    nanos += INTERVAL;
    for (int cause = 0; cause < CAUSES; cause++) {
      causes[cause] = 0.9 * causes[cause] + 0.4 * random.nextGaussian();
    }
    for (int tag = 0; tag < weights.length; tag++) {
      double value = 100 + 0.3 * random.nextGaussian();
      for (int cause = 0; cause < CAUSES; cause++) {
        value += weights[tag][cause] * causes[cause];
      }
      row.set(tag, value);
    }
    row.time(nanos);
  }
}
