package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainingRows;
import java.util.Map;

/** The newest training rows of the judged columns, as a model file keeps them. Immutable. */
final class History {
  private static final int MOST_VALUES = 400_000;
  private static final double NANOS = 1e9;

  private final int[] judged;
  private final double[] seconds;
  private final double[][] values;

  private History(int[] judged, double[] seconds, double[][] values) {
    this.judged = judged;
    this.seconds = seconds;
    this.values = values;
  }

  /**
   * @param judged indices of the columns kept, at least one
   */
  static History of(TrainingRows rows, int[] judged) {
    int kept = Math.min(rows.size(), MOST_VALUES / judged.length);
    int from = rows.size() - kept;
    double[] seconds = new double[kept];
    double[][] values = new double[judged.length][kept];
    for (int row = 0; row < kept; row++) {
      seconds[row] = rows.time(from + row) / NANOS;
      for (int i = 0; i < judged.length; i++) {
        values[i][row] = rows.value(from + row, judged[i]);
      }
    }
    return new History(judged.clone(), seconds, values);
  }

  int rows() {
    return seconds.length;
  }

  /** Judged columns. */
  int size() {
    return judged.length;
  }

  /** Index of a judged column among all. */
  int column(int i) {
    return judged[i];
  }

  double seconds(int row) {
    return seconds[row];
  }

  double value(int row, int i) {
    return values[i][row];
  }

  void write(Map<String, double[]> numbers) {
    double[] columns = new double[judged.length];
    for (int i = 0; i < judged.length; i++) {
      columns[i] = judged[i];
      numbers.put("baseline.values." + i, values[i]);
    }
    numbers.put("baseline.judged", columns);
    numbers.put("baseline.seconds", seconds);
  }

  static History read(Numbers numbers, int columns) throws ModelException {
    double[] seconds = numbers.get("baseline.seconds");
    double[] kept = numbers.get("baseline.judged");
    if (kept.length == 0 || seconds.length == 0) {
      throw new ModelException("the model has no rows to start from");
    }
    int[] judged = new int[kept.length];
    double[][] values = new double[kept.length][];
    for (int i = 0; i < judged.length; i++) {
      if (!(kept[i] >= 0 && kept[i] < columns)) {
        throw new ModelException("the model judges a column " + kept[i]);
      }
      judged[i] = (int) kept[i];
      values[i] = numbers.get("baseline.values." + i, seconds.length);
    }
    return new History(judged, seconds, values);
  }
}
