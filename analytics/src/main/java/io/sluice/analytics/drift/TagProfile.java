package io.sluice.analytics.drift;

import io.sluice.analytics.ModelException;
import java.util.Arrays;

/** What one tag looked like in training. Immutable. */
final class TagProfile {
  static final int EDGES = 9;
  static final int BINS = EDGES + 1;

  /** Numbers that a tag is written as: edges, shares, low, high, mean, limit. */
  static final int NUMBERS = EDGES + BINS + 4;

  /** From here on an index is commonly called a major shift. */
  private static final double LEAST_LIMIT = 0.25;

  /** A tag that wanders in training may wander that much further than there. */
  private static final double ALLOWANCE = 1.5;

  /** The limit of a tag that is not watched, as it is written. */
  private static final double UNWATCHED = -1;

  private final double[] numbers;

  private TagProfile(double[] numbers) {
    this.numbers = numbers;
  }

  /**
   * @param values in training, at least one
   * @param blocks in how many parts they are compared with the whole
   * @param watched whether the tag can drift at all
   */
  static TagProfile of(double[] values, int blocks, boolean watched) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] numbers = new double[NUMBERS];
    for (int i = 0; i < EDGES; i++) {
      numbers[i] = sorted[(int) ((i + 1L) * (sorted.length - 1) / BINS)];
    }
    numbers[EDGES + BINS] = sorted[0];
    numbers[EDGES + BINS + 1] = sorted[sorted.length - 1];
    numbers[EDGES + BINS + 2] = Arrays.stream(values).average().orElse(0);
    TagProfile profile = new TagProfile(numbers);
    long[] whole = profile.counts(values, 0, values.length);
    double all = values.length + BINS / 2.0;
    for (int bin = 0; bin < BINS; bin++) {
      numbers[EDGES + bin] = (whole[bin] + 0.5) / all;
    }
    numbers[NUMBERS - 1] = watched ? profile.limit(values, blocks) : UNWATCHED;
    return profile;
  }

  private double limit(double[] values, int blocks) {
    double most = LEAST_LIMIT;
    for (int block = 0; block < blocks; block++) {
      int from = (int) ((long) block * values.length / blocks);
      int to = (int) ((long) (block + 1) * values.length / blocks);
      most = Math.max(most, ALLOWANCE * index(counts(values, from, to)));
    }
    return most;
  }

  /** The bin of a value, 0 to 9. */
  int bin(double value) {
    int bin = 0;
    while (bin < EDGES && value > numbers[bin]) {
      bin++;
    }
    return bin;
  }

  /** True for a value outside what training has seen, with a margin of 5 % of its span. */
  boolean outside(double value) {
    double low = numbers[EDGES + BINS];
    double high = numbers[EDGES + BINS + 1];
    double margin = 0.05 * (high - low);
    return value < low - margin || value > high + margin;
  }

  /** Totals and modes are not. */
  boolean watched() {
    return numbers[NUMBERS - 1] != UNWATCHED;
  }

  /** The highest index that is no drift. */
  double limit() {
    return numbers[NUMBERS - 1];
  }

  double mean() {
    return numbers[EDGES + BINS + 2];
  }

  double firstDecile() {
    return numbers[0];
  }

  double lastDecile() {
    return numbers[EDGES - 1];
  }

  /**
   * The population stability index: sum over bins of (q - p) ln(q / p), the symmetric divergence of
   * Kullback and Leibler; with half a count added to each bin so that an empty one stays finite.
   *
   * @param live how many live values fell into each bin
   */
  double index(long[] live) {
    double all = Arrays.stream(live).sum() + BINS / 2.0;
    double index = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double share = (live[bin] + 0.5) / all;
      double usual = numbers[EDGES + bin];
      index += (share - usual) * Math.log(share / usual);
    }
    return index;
  }

  void write(double[] into, int at) {
    System.arraycopy(numbers, 0, into, at, NUMBERS);
  }

  static TagProfile read(double[] from, int at) throws ModelException {
    double[] numbers = Arrays.copyOfRange(from, at, at + NUMBERS);
    for (int bin = 0; bin < BINS; bin++) {
      boolean falls = bin > 0 && bin < EDGES && numbers[bin] < numbers[bin - 1];
      if (falls || !(numbers[EDGES + bin] > 0)) {
        throw new ModelException("the model's profile of a tag is damaged");
      }
    }
    return new TagProfile(numbers);
  }

  private long[] counts(double[] values, int from, int to) {
    long[] counts = new long[BINS];
    for (int i = from; i < to; i++) {
      counts[bin(values[i])]++;
    }
    return counts;
  }
}
