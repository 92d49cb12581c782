package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import java.util.Arrays;

/** Seconds since each tag's value last changed. */
final class FlatlineChart implements TagChart {
  private final double[] last;
  private final long[] since;
  private final boolean[] known;
  private long time;

  FlatlineChart(int columns) {
    last = new double[columns];
    since = new long[columns];
    known = new boolean[columns];
  }

  @Override
  public void restart() {
    Arrays.fill(known, false);
  }

  @Override
  public void take(Row row) {
    time = row.time();
    for (int column = 0; column < last.length; column++) {
      if (row.usable(column) && !(known[column] && row.value(column) == last[column])) {
        known[column] = true;
        last[column] = row.value(column);
        since[column] = time;
      }
    }
  }

  @Override
  public double measure(int column) {
    return known[column] ? (time - since[column]) / 1e9 : 0;
  }

  @Override
  public double observed(int column) {
    return measure(column);
  }

  @Override
  public double expected(int column) {
    return 0;
  }
}
