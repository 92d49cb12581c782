package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import java.util.Map;

/**
 * Where each tag's value stands in its range: 0 in the middle, 1 at either end, more outside. With
 * one end only, 1 there and falling by 1 for each {@code spread} away from it.
 */
final class RangeChart implements TagChart {
  private static final double FARTHEST = 1e9;

  private final double[] low;
  private final double[] high;
  private final double[] spread;
  private final double[] usual;
  private final double[] value;

  /**
   * @param low lowest of each column, {@code -Double.MAX_VALUE} for none
   * @param high highest of each column, {@code Double.MAX_VALUE} for none
   * @param spread distance that makes a measure of 1 more, above 0
   * @param usual what is expected of each column
   */
  RangeChart(double[] low, double[] high, double[] spread, double[] usual) {
    this.low = low;
    this.high = high;
    this.spread = spread;
    this.usual = usual;
    this.value = new double[low.length];
  }

  /** A range of which an end is not known has none there. */
  static RangeChart of(double[] low, double[] high, double[] usual) {
    double[] spread = new double[low.length];
    for (int column = 0; column < low.length; column++) {
      boolean both = low[column] > -Double.MAX_VALUE && high[column] < Double.MAX_VALUE;
      double end = low[column] > -Double.MAX_VALUE ? low[column] : high[column];
      double wanted = both ? high[column] / 2 - low[column] / 2 : Math.abs(end);
      boolean usable = wanted > 0 && wanted < Double.MAX_VALUE;
      spread[column] = usable ? wanted : 1;
    }
    return new RangeChart(low, high, spread, usual);
  }

  @Override
  public void restart() {
    // Each row stands for itself.
  }

  @Override
  public void take(Row row) {
    for (int column = 0; column < value.length; column++) {
      if (row.usable(column)) {
        value[column] = row.value(column);
      }
    }
  }

  @Override
  public double measure(int column) {
    double excess = Math.max(value[column] - high[column], low[column] - value[column]);
    return Math.max(0, Math.min(FARTHEST, 1 + excess / spread[column]));
  }

  @Override
  public double observed(int column) {
    return value[column];
  }

  @Override
  public double expected(int column) {
    return usual[column];
  }

  void write(Map<String, double[]> numbers) {
    numbers.put("chart.low", low);
    numbers.put("chart.high", high);
    numbers.put("chart.spread", spread);
    numbers.put("chart.usual", usual);
  }

  static RangeChart read(Numbers numbers, int size) throws ModelException {
    double[] low = numbers.get("chart.low", size);
    double[] high = numbers.get("chart.high", size);
    double[] spread = numbers.get("chart.spread", size);
    for (int column = 0; column < size; column++) {
      if (!(low[column] <= high[column] && spread[column] > 0)) {
        throw new ModelException(
            "the model has a range from " + low[column] + " to " + high[column]);
      }
    }
    return new RangeChart(low, high, spread, numbers.get("chart.usual", size));
  }
}
