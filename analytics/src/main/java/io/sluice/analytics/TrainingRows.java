package io.sluice.analytics;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows of normal operation, collected for training. Bounded: it keeps the first {@code capacity}
 * usable rows; rows with an unusable cell are left out and counted. Not thread-safe.
 */
public final class TrainingRows {
  /** What became of an added row. */
  public enum Added {
    KEPT,
    /** Left out: a cell is unusable. */
    UNUSABLE,
    /** Left out: its time is not after that of the row before. */
    OUT_OF_ORDER,
    /** Left out: the capacity is reached. */
    FULL
  }

  private final List<Column> columns;
  private final int capacity;
  private double[][] values = new double[64][];
  private long[] times = new long[64];
  private int size;
  private int leftOut;

  /**
   * @param columns the tags, at least one, no name twice
   * @param capacity most rows kept, 1 or more
   */
  public TrainingRows(List<Column> columns, int capacity) {
    this.columns = List.copyOf(columns);
    this.capacity = capacity;
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("no columns: a model needs at least one tag");
    }
    if (columns.stream().map(Column::tag).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("a tag is there twice among " + columns);
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + ", must be 1 or more");
    }
  }

  /**
   * Rows of a historian's file; cells that are empty or {@code NaN} are unusable.
   *
   * @throws TrainingException naming file and line, if it cannot be read as such
   */
  public static TrainingRows fromCsv(Path file, List<Column> columns, CsvLayout layout)
      throws TrainingException {
    return new CsvRows(file, columns, layout).read();
  }

  /** Copies the row in, or says why not. */
  public Added add(Row row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "the row has " + row.size() + " cells, the columns are " + columns.size());
    }
    if (size == capacity) {
      return Added.FULL;
    }
    for (int column = 0; column < row.size(); column++) {
      if (!row.usable(column)) {
        leftOut++;
        return Added.UNUSABLE;
      }
    }
    if (size > 0 && row.time() <= times[size - 1]) {
      leftOut++;
      return Added.OUT_OF_ORDER;
    }
    keep(row);
    return Added.KEPT;
  }

  public List<Column> columns() {
    return columns;
  }

  public int size() {
    return size;
  }

  public int capacity() {
    return capacity;
  }

  /** Rows not kept for an unusable cell or a time out of order. */
  public int leftOut() {
    return leftOut;
  }

  /** Plant time of a row in nanoseconds, strictly rising with the row. */
  public long time(int row) {
    return times[row];
  }

  public double value(int row, int column) {
    return values[row][column];
  }

  /** Writes a kept row into {@code into}. */
  public void read(int row, Row into) {
    for (int column = 0; column < columns.size(); column++) {
      into.set(column, values[row][column]);
    }
    into.time(times[row]);
  }

  /** From the first row to the last. */
  public Duration span() {
    return size == 0 ? Duration.ZERO : Duration.ofNanos(times[size - 1] - times[0]);
  }

  /** Median time between neighbouring rows; zero below two rows. */
  public Duration interval() {
    if (size < 2) {
      return Duration.ZERO;
    }
    long[] steps = new long[size - 1];
    for (int row = 1; row < size; row++) {
      steps[row - 1] = times[row] - times[row - 1];
    }
    Arrays.sort(steps);
    return Duration.ofNanos(steps[steps.length / 2]);
  }

  /** The figures that a model keeps of its data. */
  public TrainedModel.Data data() {
    return new TrainedModel.Data(size, leftOut, span(), interval(), sha256());
  }

  private void keep(Row row) {
    if (size == times.length) {
      int length = (int) Math.min(capacity, size * 2L);
      times = Arrays.copyOf(times, length);
      values = Arrays.copyOf(values, length);
    }
    double[] cells = new double[columns.size()];
    for (int column = 0; column < cells.length; column++) {
      cells[column] = row.value(column);
    }
    values[size] = cells;
    times[size++] = row.time();
  }

  private String sha256() {
    MessageDigest digest = Sha256.digest();
    ByteBuffer bytes = ByteBuffer.allocate(8 * (columns.size() + 1));
    for (int row = 0; row < size; row++) {
      bytes.clear().putLong(times[row] - times[0]);
      for (double value : values[row]) {
        bytes.putDouble(value);
      }
      digest.update(bytes.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
