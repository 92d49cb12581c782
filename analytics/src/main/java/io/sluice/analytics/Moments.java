package io.sluice.analytics;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * Count, mean and co-moments of rows of numbers: all that a mean and a covariance need, and what
 * gateways can exchange without showing a row. Merging the moments of parts gives those of the
 * whole, up to rounding. Constant memory; {@link #add} allocates nothing. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1962.10490022">Welford 1962</a>, for adding a row
 *     without cancellation
 * @see <a href="https://doi.org/10.1007/978-3-642-51461-6_3">Chan, Golub and LeVeque 1982</a>, for
 *     the pairwise merge
 */
public final class Moments {
  private static final double MOST_ROWS = 1L << 53;

  /**
   * The first row: what is summed is the distance from it, so that a large offset costs nothing.
   */
  private final double[] origin;

  /** Mean less origin. */
  private final double[] drift;

  /** Row by row the lower triangle of the sums of products of deviations from the mean. */
  private final double[] products;

  private final double[] off;
  private long count;

  /**
   * Moments of no rows.
   *
   * @param size numbers in a row, 1 or more
   */
  public Moments(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("rows of " + size + " numbers, must be 1 or more");
    }
    origin = new double[size];
    drift = new double[size];
    products = new double[Math.toIntExact((long) size * (size + 1) / 2)];
    off = new double[size];
  }

  /** Moments of all those rows, at least one. */
  public static Moments of(double[][] rows) {
    Moments moments = new Moments(rows[0].length);
    for (double[] row : rows) {
      moments.add(row);
    }
    return moments;
  }

  /**
   * Takes a row in.
   *
   * @throws IllegalArgumentException if it has another size or holds a NaN or an infinity
   */
  public void add(double[] row) {
    require(row);
    if (count == 0) {
      System.arraycopy(row, 0, origin, 0, row.length);
    }
    count++;
    for (int i = 0; i < drift.length; i++) {
      off[i] = row[i] - origin[i] - drift[i];
      drift[i] += off[i] / count;
    }
    int at = 0;
    for (int i = 0; i < drift.length; i++) {
      double after = row[i] - origin[i] - drift[i];
      for (int j = 0; j <= i; j++) {
        products[at++] += after * off[j];
      }
    }
  }

  /**
   * The moments of both together; neither changes.
   *
   * @throws IllegalArgumentException if their rows have different sizes
   */
  public Moments merged(Moments other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "rows of " + size() + " and of " + other.size() + " numbers cannot be merged");
    }
    if (count == 0) {
      return other.copy();
    }
    Moments both = copy();
    if (other.count == 0) {
      return both;
    }
    both.count = Math.addExact(count, other.count);
    double weight = (double) count / both.count * other.count;
    int at = 0;
    for (int i = 0; i < drift.length; i++) {
      both.off[i] = other.origin[i] - origin[i] + (other.drift[i] - drift[i]);
      both.drift[i] += both.off[i] * ((double) other.count / both.count);
      for (int j = 0; j <= i; j++) {
        both.products[at] += other.products[at] + both.off[i] * both.off[j] * weight;
        at++;
      }
    }
    return both;
  }

  /**
   * The moments that rows of {@code offset + factor * row} would have.
   *
   * @param offset one for each number of a row
   * @param factor one for each number of a row
   */
  public Moments rescaled(double[] offset, double[] factor) {
    require(offset);
    require(factor);
    Moments other = new Moments(size());
    other.count = count;
    int at = 0;
    for (int i = 0; i < drift.length; i++) {
      other.origin[i] = count == 0 ? 0 : offset[i] + factor[i] * origin[i];
      other.drift[i] = factor[i] * drift[i];
      for (int j = 0; j <= i; j++) {
        other.products[at] = products[at] * factor[i] * factor[j];
        at++;
      }
    }
    return other;
  }

  /** Numbers in a row. */
  public int size() {
    return drift.length;
  }

  /** Rows taken in. */
  public long count() {
    return count;
  }

  /** Mean of each number; 0 without rows. A copy. */
  public double[] mean() {
    double[] mean = new double[drift.length];
    Arrays.setAll(mean, i -> origin[i] + drift[i]);
    return mean;
  }

  /** Covariance over the count, symmetric; all 0 without rows. A copy. */
  public double[][] covariance() {
    double[][] covariance = new double[drift.length][drift.length];
    int at = 0;
    for (int i = 0; i < drift.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = count == 0 ? 0 : products[at] / count;
        covariance[j][i] = covariance[i][j];
        at++;
      }
    }
    return covariance;
  }

  /** Puts the moments into a model's numbers, under names that start with {@code name}. */
  public void write(String name, Map<String, double[]> numbers) {
    numbers.put(name + ".count", new double[] {count});
    numbers.put(name + ".origin", origin.clone());
    numbers.put(name + ".drift", drift.clone());
    numbers.put(name + ".products", products.clone());
  }

  /** Over count, means and co-moments: 64 hexadecimal digits. */
  public String sha256() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * (1 + drift.length + products.length));
    bytes.putLong(count);
    for (double value : mean()) {
      bytes.putDouble(value);
    }
    for (double value : products) {
      bytes.putDouble(value);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws ModelException if it is not there, or cannot be the moments of any rows
   */
  public static Moments read(String name, Numbers numbers) throws ModelException {
    double count = numbers.get(name + ".count", 1)[0];
    double[] origin = numbers.get(name + ".origin");
    if (origin.length == 0 || !(count >= 0 && count <= MOST_ROWS && count == Math.rint(count))) {
      throw new ModelException(
          "the model's " + name + " are of " + count + " rows of " + origin.length + " numbers");
    }
    Moments moments = new Moments(origin.length);
    moments.count = (long) count;
    moments.take(
        origin,
        numbers.get(name + ".drift", origin.length),
        numbers.get(name + ".products", moments.products.length));
    moments.requireVariances(name);
    return moments;
  }

  private void requireVariances(String name) throws ModelException {
    for (int i = 0, at = 0; i < drift.length; at += ++i + 1) {
      if (products[at] < 0) {
        throw new ModelException("the model's " + name + " have a variance below 0");
      }
    }
  }

  private Moments copy() {
    Moments copy = new Moments(drift.length);
    copy.count = count;
    copy.take(origin, drift, products);
    return copy;
  }

  private void take(double[] origins, double[] drifts, double[] sums) {
    System.arraycopy(origins, 0, origin, 0, origin.length);
    System.arraycopy(drifts, 0, drift, 0, drift.length);
    System.arraycopy(sums, 0, products, 0, products.length);
  }

  private void require(double[] row) {
    if (row.length != drift.length) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " numbers among rows of " + drift.length);
    }
    for (double value : row) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a row holds " + value);
      }
    }
  }

  @Override
  public String toString() {
    return count + " rows, mean " + Arrays.toString(mean());
  }
}
