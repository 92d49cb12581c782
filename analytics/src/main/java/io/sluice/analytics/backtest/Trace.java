package io.sluice.analytics.backtest;

import io.sluice.analytics.Row;
import java.util.Arrays;

/**
 * A file small enough to plot, whatever its length: rows fall into buckets that keep smallest and
 * largest values, so that no spike is lost. When all buckets are full, neighbours are joined.
 */
public final class Trace {
  /** Most buckets. */
  public static final int BUCKETS = 600;

  /** Most tags that are kept for plotting. */
  public static final int MOST_TAGS = 64;

  private final double[][] low;
  private final double[][] high;
  private final boolean[] alarm = new boolean[BUCKETS];
  private final boolean[] faulty = new boolean[BUCKETS];
  private long perBucket = 1;
  private long rows;
  private long trainRows;

  /**
   * @param tags number of tags; the first {@link #MOST_TAGS} are kept
   */
  Trace(int tags) {
    int lines = Math.min(MOST_TAGS, tags) + 1;
    low = new double[lines][BUCKETS];
    high = new double[lines][BUCKETS];
    for (int line = 0; line < lines; line++) {
      Arrays.fill(low[line], Double.POSITIVE_INFINITY);
      Arrays.fill(high[line], Double.NEGATIVE_INFINITY);
    }
  }

  /** Takes a row of training. */
  void training(Row row) {
    int unused = take(row);
    trainRows++;
  }

  /** Takes a scored row. */
  void row(Row row, double score, boolean scored, boolean fault, boolean raised) {
    int bucket = take(row);
    if (scored) {
      add(low.length - 1, bucket, score);
    }
    alarm[bucket] |= raised;
    faulty[bucket] |= fault;
  }

  /** Rows taken, those of training first. */
  public long rows() {
    return rows;
  }

  public long trainRows() {
    return trainRows;
  }

  public int tags() {
    return low.length - 1;
  }

  /** Buckets in use. */
  public int buckets() {
    return (int) ((rows + perBucket - 1) / perBucket);
  }

  public long rowsPerBucket() {
    return perBucket;
  }

  /** Smallest value of a tag in a bucket; above {@link #high} where it has none. */
  public double low(int tag, int bucket) {
    return low[tag][bucket];
  }

  public double high(int tag, int bucket) {
    return high[tag][bucket];
  }

  /** Smallest score in a bucket; above {@link #highScore} where no row has one. */
  public double lowScore(int bucket) {
    return low[tags()][bucket];
  }

  public double highScore(int bucket) {
    return high[tags()][bucket];
  }

  /** True where an alarm stood at a row of the bucket. */
  public boolean alarm(int bucket) {
    return alarm[bucket];
  }

  /** True where a row of the bucket is labelled faulty. */
  public boolean faulty(int bucket) {
    return faulty[bucket];
  }

  private int take(Row row) {
    if (rows == perBucket * BUCKETS) {
      join();
    }
    int bucket = (int) (rows / perBucket);
    rows++;
    for (int tag = 0; tag < tags() && tag < row.size(); tag++) {
      if (row.usable(tag)) {
        add(tag, bucket, row.value(tag));
      }
    }
    return bucket;
  }

  private void add(int line, int bucket, double value) {
    low[line][bucket] = Math.min(low[line][bucket], value);
    high[line][bucket] = Math.max(high[line][bucket], value);
  }

  private void join() {
    for (int line = 0; line < low.length; line++) {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        boolean second = bucket >= BUCKETS / 2;
        int from = 2 * bucket;
        low[line][bucket] =
            second ? Double.POSITIVE_INFINITY : Math.min(low[line][from], low[line][from + 1]);
        high[line][bucket] =
            second ? Double.NEGATIVE_INFINITY : Math.max(high[line][from], high[line][from + 1]);
      }
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      boolean second = bucket >= BUCKETS / 2;
      alarm[bucket] = !second && (alarm[2 * bucket] || alarm[2 * bucket + 1]);
      faulty[bucket] = !second && (faulty[2 * bucket] || faulty[2 * bucket + 1]);
    }
    perBucket *= 2;
  }
}
