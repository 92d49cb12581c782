package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The operating modes that training has seen: combinations of the mode tags' values, or groups of
 * setpoints by k-means. Immutable; {@link #of(Row)} allocates nothing.
 */
final class OperatingModes {
  /** The row is in a mode that training has not seen. */
  static final int UNSEEN = -1;

  /** The row does not say: a cell is unusable. */
  static final int UNKNOWN = -2;

  private static final int MOST = 16;
  private static final int MOST_GROUPS = 6;
  private static final int SAMPLE = 2000;
  private static final long SEED = 12_345;

  /** A row must be this much nearer to its own group than to the next. */
  private static final double APART = 0.25;

  private static final double ALMOST_ALL = 0.99;

  /** How far from its group, in units of the farthest of training, a row still belongs to it. */
  private static final double REACH = 1.5;

  private static final double ROUNDING = 1e-6;

  private final int[] columns;
  private final double[] scales;
  private final double[][] centres;
  private final double reach;

  private OperatingModes(int[] columns, double[] scales, double[][] centres, double reach) {
    this.columns = columns;
    this.scales = scales;
    this.centres = centres;
    this.reach = reach;
  }

  /** The modes of the rows; empty where there are not two to tell apart. */
  static Optional<OperatingModes> of(TrainingRows rows, ModeOptions.By by) {
    return switch (by) {
      case MODE_TAG -> ofTags(rows, columns(rows, Column.Kind.MODE));
      case SETPOINTS -> ofSetpoints(rows, columns(rows, Column.Kind.SETPOINT));
      case TOGETHER -> Optional.empty();
    };
  }

  int size() {
    return centres.length;
  }

  /** The row's mode, from 0, or {@link #UNSEEN} or {@link #UNKNOWN}. */
  int of(Row row) {
    for (int column : columns) {
      if (!row.usable(column)) {
        return UNKNOWN;
      }
    }
    int nearest = UNSEEN;
    double least = reach;
    for (int mode = 0; mode < centres.length; mode++) {
      double distance = 0;
      for (int i = 0; i < columns.length; i++) {
        double off = (row.value(columns[i]) - centres[mode][i]) / scales[i];
        distance += off * off;
      }
      if (distance <= least) {
        least = distance;
        nearest = mode;
      }
    }
    return nearest;
  }

  /** A mode in words: {@code pump-1/state 3}. */
  String name(int mode, List<Column> all) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      String value = String.format(Locale.ROOT, "%.6g", centres[mode][i]);
      String plain = value.contains(".") ? value.replaceAll("\\.?0+$", "") : value;
      parts.add(all.get(columns[i]).tag() + " " + plain);
    }
    return String.join(", ", parts);
  }

  void write(Map<String, double[]> numbers) {
    double[] indices = new double[columns.length];
    double[] flat = new double[columns.length * centres.length];
    for (int i = 0; i < columns.length; i++) {
      indices[i] = columns[i];
      for (int mode = 0; mode < centres.length; mode++) {
        flat[mode * columns.length + i] = centres[mode][i];
      }
    }
    numbers.put("modes.columns", indices);
    numbers.put("modes.scales", scales);
    numbers.put("modes.centres", flat);
    numbers.put("modes.reach", new double[] {reach});
  }

  static OperatingModes read(Numbers numbers, int size) throws ModelException {
    double[] indices = numbers.get("modes.columns");
    double[] scales = numbers.get("modes.scales", indices.length);
    double[] flat = numbers.get("modes.centres");
    if (indices.length == 0 || flat.length % indices.length != 0) {
      throw new ModelException("the model's modes are damaged");
    }
    int[] columns = new int[indices.length];
    for (int i = 0; i < columns.length; i++) {
      if (!(indices[i] >= 0 && indices[i] < size && scales[i] > 0)) {
        throw new ModelException("the model has a mode of column " + indices[i]);
      }
      columns[i] = (int) indices[i];
    }
    double[][] centres = new double[flat.length / columns.length][];
    for (int mode = 0; mode < centres.length; mode++) {
      centres[mode] = Arrays.copyOfRange(flat, mode * columns.length, (mode + 1) * columns.length);
    }
    return new OperatingModes(columns, scales, centres, numbers.get("modes.reach", 1)[0]);
  }

  private static int[] columns(TrainingRows rows, Column.Kind kind) {
    return IntStream.range(0, rows.columns().size())
        .filter(column -> rows.columns().get(column).kind() == kind)
        .toArray();
  }

  private static Optional<OperatingModes> ofTags(TrainingRows rows, int[] columns) {
    TreeSet<double[]> seen = new TreeSet<>(Arrays::compare);
    for (int row = 0; row < rows.size() && seen.size() <= MOST; row++) {
      seen.add(values(rows, row, columns));
    }
    if (columns.length == 0 || seen.size() < 2 || seen.size() > MOST) {
      return Optional.empty();
    }
    double[] ones = new double[columns.length];
    Arrays.fill(ones, 1);
    return Optional.of(
        new OperatingModes(columns, ones, seen.toArray(double[][]::new), ROUNDING * ROUNDING));
  }

  private static Optional<OperatingModes> ofSetpoints(TrainingRows rows, int[] all) {
    int[] columns = Arrays.stream(all).filter(column -> deviation(rows, column) > 0).toArray();
    if (columns.length == 0 || rows.size() < SAMPLE / 10) {
      return Optional.empty();
    }
    double[] scales =
        Arrays.stream(columns).mapToDouble(column -> deviation(rows, column)).toArray();
    double[][] sample = sample(rows, columns, scales);
    for (int groups = 2; groups <= MOST_GROUPS; groups++) {
      double[][] centres = TribuoKMeans.of(sample, groups, SEED).centroids();
      if (apart(sample, centres)) {
        double farthest = Math.max(ROUNDING, Quantile.of(distances(sample, centres), 1));
        return Optional.of(inUnits(columns, scales, centres, REACH * REACH * farthest));
      }
    }
    return Optional.empty();
  }

  private static OperatingModes inUnits(
      int[] columns, double[] scales, double[][] centres, double reach) {
    double[][] units = new double[centres.length][columns.length];
    for (int mode = 0; mode < centres.length; mode++) {
      for (int i = 0; i < columns.length; i++) {
        units[mode][i] = centres[mode][i] * scales[i];
      }
    }
    Arrays.sort(units, Arrays::compare);
    return new OperatingModes(columns, scales, units, reach);
  }

  private static boolean apart(double[][] sample, double[][] centres) {
    int clear = 0;
    for (double[] row : sample) {
      double[] nearest = nearest(row, centres);
      clear += nearest[0] <= APART * APART * nearest[1] ? 1 : 0;
    }
    return clear >= ALMOST_ALL * sample.length;
  }

  private static double[] distances(double[][] sample, double[][] centres) {
    return Arrays.stream(sample).mapToDouble(row -> nearest(row, centres)[0]).toArray();
  }

  /** Squared distances to the nearest centre and to the next. */
  private static double[] nearest(double[] row, double[][] centres) {
    double first = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    for (double[] centre : centres) {
      double distance = 0;
      for (int i = 0; i < row.length; i++) {
        distance += (row[i] - centre[i]) * (row[i] - centre[i]);
      }
      second = Math.min(second, Math.max(first, distance));
      first = Math.min(first, distance);
    }
    return new double[] {first, second};
  }

  private static double[][] sample(TrainingRows rows, int[] columns, double[] scales) {
    int count = Math.min(SAMPLE, rows.size());
    double[][] sample = new double[count][];
    for (int i = 0; i < count; i++) {
      sample[i] = values(rows, (int) ((long) i * rows.size() / count), columns);
      for (int column = 0; column < columns.length; column++) {
        sample[i][column] /= scales[column];
      }
    }
    return sample;
  }

  private static double[] values(TrainingRows rows, int row, int[] columns) {
    return Arrays.stream(columns).mapToDouble(column -> rows.value(row, column)).toArray();
  }

  private static double deviation(TrainingRows rows, int column) {
    double mean = 0;
    double squares = 0;
    for (int row = 0; row < rows.size(); row++) {
      double off = rows.value(row, column) - mean;
      mean += off / (row + 1);
      squares += off * (rows.value(row, column) - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, rows.size()));
    return Double.isFinite(deviation) && deviation > ROUNDING * Math.abs(mean) ? deviation : 0;
  }
}
