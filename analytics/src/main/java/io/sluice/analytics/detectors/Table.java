package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import java.util.Arrays;

/** Rows of equal length as one array of a model's numbers. */
final class Table {
  private Table() {}

  static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Rows of {@code width} numbers, at least one and at most {@code most}. */
  static double[][] read(Numbers numbers, String name, int width, int most) throws ModelException {
    double[] flat = numbers.get(name);
    if (flat.length == 0 || flat.length % width != 0 || flat.length / width > most) {
      throw new ModelException(
          "the model has %d numbers named %s, which makes no rows of %d"
              .formatted(flat.length, name, width));
    }
    double[][] rows = new double[flat.length / width][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
    }
    return rows;
  }
}
