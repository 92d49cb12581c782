package io.sluice.analytics;

/**
 * The values of an asset's tags at one moment. Mutable and reused row after row; owned by one
 * context. A new row has no usable cell; {@link #clear} makes it new again.
 */
public final class Row {
  private final double[] values;
  private final Verdict[] reasons;
  private long nanos;

  /** A row of {@code columns} cells, all unusable for being stale. */
  public Row(int columns) {
    values = new double[columns];
    reasons = new Verdict[columns];
    clear();
  }

  public int size() {
    return values.length;
  }

  /** Puts a value in; NaN and infinities become unusable for being not finite. */
  public void set(int column, double value) {
    boolean finite = Double.isFinite(value);
    values[column] = finite ? value : 0;
    reasons[column] = finite ? Verdict.SCORED : Verdict.NOT_FINITE;
  }

  /**
   * Says that the cell has no value.
   *
   * @throws IllegalArgumentException if {@code reason} is {@link Verdict#SCORED}
   */
  public void unusable(int column, Verdict reason) {
    if (reason == Verdict.SCORED) {
      throw new IllegalArgumentException("scored is no reason for a missing value");
    }
    values[column] = 0;
    reasons[column] = reason;
  }

  public boolean usable(int column) {
    return reasons[column] == Verdict.SCORED;
  }

  /**
   * The cell's value, finite.
   *
   * @throws IllegalStateException if the cell is not usable
   */
  public double value(int column) {
    if (reasons[column] != Verdict.SCORED) {
      throw new IllegalStateException(
          "column " + column + " has no value: " + reasons[column].label());
    }
    return values[column];
  }

  /** Why the cell has no value, or {@link Verdict#SCORED} where it has one. */
  public Verdict reason(int column) {
    return reasons[column];
  }

  /** Sets the plant time in nanoseconds; any origin, only differences matter. */
  public void time(long nanos) {
    this.nanos = nanos;
  }

  public long time() {
    return nanos;
  }

  /** Makes all cells unusable for being stale. */
  public void clear() {
    for (int column = 0; column < values.length; column++) {
      unusable(column, Verdict.STALE);
    }
  }
}
