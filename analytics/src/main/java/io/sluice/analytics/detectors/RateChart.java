package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import io.sluice.analytics.Window;

/**
 * How fast each tag changes, per second: the mean of a window's newer half less that of its older,
 * over the time between their middles. A difference of two rows would be mostly noise.
 */
final class RateChart implements TagChart {
  private static final double FASTEST = 1e300;

  private final Window[] windows;
  private final long[] times;
  private final int enough;
  private int next;
  private int rows;
  private double seconds;

  /**
   * @param columns of a row
   * @param window length in rows, 2 or more
   */
  RateChart(int columns, int window) {
    windows = new Window[columns];
    for (int column = 0; column < columns; column++) {
      windows[column] = new Window(window);
    }
    times = new long[window];
    enough = (window * 4 + 4) / 5;
  }

  @Override
  public void restart() {
    for (Window window : windows) {
      window.reset();
    }
    next = 0;
    rows = 0;
    seconds = 0;
  }

  @Override
  public void take(Row row) {
    for (int column = 0; column < windows.length; column++) {
      if (row.usable(column)) {
        windows[column].add(row.value(column));
      } else {
        windows[column].skip();
      }
    }
    times[next] = row.time();
    next = next + 1 == times.length ? 0 : next + 1;
    rows = Math.min(times.length, rows + 1);
    // With the ring full the next to be written is the oldest.
    long span = rows < times.length ? 0 : row.time() - times[next];
    seconds = span / 1e9 * times.length / (2.0 * (times.length - 1));
  }

  @Override
  public double measure(int column) {
    return Math.abs(observed(column));
  }

  @Override
  public double observed(int column) {
    if (seconds <= 0 || windows[column].count() < enough) {
      return 0;
    }
    double rate = windows[column].change() / seconds;
    return Double.isNaN(rate) ? FASTEST : Math.max(-FASTEST, Math.min(FASTEST, rate));
  }

  @Override
  public double expected(int column) {
    return 0;
  }
}
