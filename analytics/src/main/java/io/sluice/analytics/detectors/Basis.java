package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Numbers;
import java.util.Arrays;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Scaling of features to mean 0 and deviation 1, and the principal axes of what is then left.
 * Immutable after {@link #fit}; the arrays are shared with the scorers and not changed by them.
 *
 * @see <a href="https://doi.org/10.1111/1467-9868.00196">Tipping and Bishop 1999, Probabilistic
 *     principal component analysis</a>, for the inverse covariance from few axes
 */
final class Basis {
  /** Variance below which an axis is rounding; such an axis counts as having this variance. */
  private static final double LEAST_VARIANCE = 1e-4;

  /** Deviation, in the tag's own deviations, that is rounding and not movement. */
  private static final double STILL = 1e-4;

  private static final int SWEEPS = 20;

  final int size;
  final int kept;
  private final double[] centre;
  private final double[] scale;
  private final double[][] axes;
  private final double[] variances;
  private final double[][] precision;

  private Basis(double[] centre, double[] scale, double[][] axes, double[] variances, int kept) {
    this.size = centre.length;
    this.kept = kept;
    this.centre = centre;
    this.scale = scale;
    this.axes = axes;
    this.variances = variances;
    this.precision = precision();
  }

  /**
   * Learns from rows of features.
   *
   * @param variance share of the variance that the kept axes explain
   */
  static Basis fit(double[][] rows, double variance) {
    Basis all = fit(rows);
    return all.keeping(all.explaining(variance));
  }

  /** Learns from rows of features and keeps all axes. */
  static Basis fit(double[][] rows) {
    int size = rows[0].length;
    double[] centre = new double[size];
    double[] scale = new double[size];
    for (int feature = 0; feature < size; feature++) {
      double mean = 0;
      double squares = 0;
      for (int row = 0; row < rows.length; row++) {
        double step = rows[row][feature] - mean;
        mean += step / (row + 1);
        squares += step * (rows[row][feature] - mean);
      }
      double deviation = Math.sqrt(squares / rows.length);
      centre[feature] = mean;
      // A feature that did not move has no say: scale 0 makes it 0.
      scale[feature] = deviation > STILL ? 1 / deviation : 0;
    }
    return axes(correlation(rows, centre, scale), centre, scale);
  }

  /**
   * What {@link #fit(double[][])} makes of the rows with these moments, its correlations drawn
   * towards none.
   *
   * @param shrinkage 0 leaves them as they are, 1 leaves none
   */
  static Basis of(Moments moments, double shrinkage) {
    int size = moments.size();
    double[][] covariance = moments.covariance();
    double[] scale = new double[size];
    for (int feature = 0; feature < size; feature++) {
      double deviation = Math.sqrt(covariance[feature][feature]);
      scale[feature] = deviation > STILL ? 1 / deviation : 0;
    }
    DMatrixRMaj correlation = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double kept = i == j ? 1 : 1 - shrinkage;
        correlation.set(i, j, kept * covariance[i][j] * scale[i] * scale[j]);
      }
    }
    return axes(correlation, moments.mean(), scale);
  }

  private static Basis axes(DMatrixRMaj correlation, double[] centre, double[] scale) {
    int size = centre.length;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    eigen.decompose(correlation);
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (a, b) -> Double.compare(eigen.getEigenvalue(b).real, eigen.getEigenvalue(a).real));
    double[][] axes = new double[size][];
    double[] variances = new double[size];
    for (int axis = 0; axis < size; axis++) {
      axes[axis] = signed(eigen.getEigenVector(order[axis]).data);
      variances[axis] = Math.max(0, eigen.getEigenvalue(order[axis]).real);
    }
    return new Basis(centre, scale, axes, variances, size);
  }

  /** The same with only the first axes kept. */
  Basis keeping(int axesKept) {
    return new Basis(centre, scale, axes, variances, axesKept);
  }

  /** How many axes explain that share of the variance. */
  private int explaining(double share) {
    double sum = Arrays.stream(variances).sum();
    double explained = 0;
    int axis = 0;
    while (axis < size && (axis == 0 || explained < share * sum)) {
      explained += variances[axis++];
    }
    return axis;
  }

  /** An axis and its opposite are the same: the largest element decides, for stable files. */
  private static double[] signed(double[] axis) {
    double largest = 0;
    for (double element : axis) {
      largest = Math.abs(element) > Math.abs(largest) + 1e-12 ? element : largest;
    }
    double sign = largest < 0 ? -1 : 1;
    return Arrays.stream(axis).map(element -> sign * element).toArray();
  }

  private static DMatrixRMaj correlation(double[][] rows, double[] centre, double[] scale) {
    int size = centre.length;
    double[][] sums = new double[size][size];
    double[] z = new double[size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        z[i] = (row[i] - centre[i]) * scale[i];
        double[] sum = sums[i];
        for (int j = 0; j <= i; j++) {
          sum[j] += z[i] * z[j];
        }
      }
    }
    DMatrixRMaj matrix = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        matrix.set(i, j, sums[i][j] / rows.length);
        matrix.set(j, i, sums[i][j] / rows.length);
      }
    }
    return matrix;
  }

  /** Scales features to mean 0 and deviation 1. */
  void standardise(double[] features, double[] into) {
    for (int i = 0; i < size; i++) {
      into[i] = (features[i] - centre[i]) * scale[i];
    }
  }

  /** The opposite of {@link #standardise} for one feature. */
  double feature(int i, double z) {
    return scale[i] == 0 ? centre[i] : centre[i] + z / scale[i];
  }

  /** Coordinates along the first axes, as many as {@code into} has elements. */
  void project(double[] z, double[] into) {
    for (int axis = 0; axis < into.length; axis++) {
      into[axis] = dot(axes[axis], z);
    }
  }

  double[] axis(int axis) {
    return axes[axis];
  }

  double variance(int axis) {
    return Math.max(variances[axis], LEAST_VARIANCE);
  }

  /** One over the variance that a scaled feature has left once the others are known. */
  double precision(int i) {
    return precision[i][i];
  }

  /** How far a scaled feature is from what the others let expect of it. */
  double residual(int i, double[] z) {
    return dot(precision[i], z) / precision[i][i];
  }

  /**
   * Replaces the chosen features by what the others let expect of them: the conditional mean of a
   * normal distribution, by Gauss-Seidel sweeps over the inverse covariance. Allocates nothing.
   */
  void expect(double[] z, boolean[] chosen) {
    for (int i = 0; i < size; i++) {
      z[i] = chosen[i] ? 0 : z[i];
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < size; i++) {
        if (chosen[i]) {
          double[] row = precision[i];
          z[i] -= dot(row, z) / row[i];
        }
      }
    }
  }

  private double[][] precision() {
    double[][] matrix = new double[size][size];
    for (int axis = 0; axis < size; axis++) {
      double[] along = axes[axis];
      double weight = 1 / variance(axis);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          matrix[i][j] += weight * along[i] * along[j];
        }
      }
    }
    return matrix;
  }

  /** Four sums at a time: one alone waits for each addition before the next. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  void write(Map<String, double[]> numbers) {
    numbers.put("basis.kept", new double[] {kept});
    numbers.put("basis.centre", centre);
    numbers.put("basis.scale", scale);
    numbers.put("basis.variances", variances);
    numbers.put("basis.axes", Arrays.stream(axes).flatMapToDouble(Arrays::stream).toArray());
  }

  static Basis read(Numbers numbers, int size) throws ModelException {
    double[] kept = numbers.get("basis.kept", 1);
    if (!(kept[0] >= 1 && kept[0] <= size)) {
      throw new ModelException("the model keeps " + kept[0] + " of " + size + " axes");
    }
    double[] flat = numbers.get("basis.axes", Math.multiplyExact(size, size));
    double[][] axes = new double[size][];
    for (int axis = 0; axis < size; axis++) {
      axes[axis] = Arrays.copyOfRange(flat, axis * size, (axis + 1) * size);
    }
    return new Basis(
        numbers.get("basis.centre", size),
        numbers.get("basis.scale", size),
        axes,
        numbers.get("basis.variances", size),
        (int) kept[0]);
  }
}
