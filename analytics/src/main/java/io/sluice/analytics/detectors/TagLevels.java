package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What each tag's statistic is compared with, one number a column. */
final class TagLevels {
  /** The measure at score 1.0; 0 for a column that is not judged. */
  final double[] limit;

  /** 1 % quantile of what was observed in training. */
  final double[] low;

  /** 99 % quantile of what was observed in training. */
  final double[] high;

  TagLevels(double[] limit, double[] low, double[] high) {
    this.limit = limit;
    this.low = low;
    this.high = high;
  }

  /** The same with no limit of a judged column below {@code least}. */
  TagLevels atLeast(double least) {
    double[] raised =
        Arrays.stream(limit).map(value -> value > 0 ? Math.max(value, least) : 0).toArray();
    return new TagLevels(raised, low, high);
  }

  /**
   * The same with the user's limits by tag in place of training's.
   *
   * @param lowest what may be observed at least, in parts of the limit
   */
  TagLevels limited(List<Column> columns, Map<String, Double> limits, double lowest) {
    TagLevels limited = new TagLevels(limit.clone(), low.clone(), high.clone());
    for (int column = 0; column < limit.length; column++) {
      Double wanted = limits.get(columns.get(column).tag());
      if (wanted != null) {
        limited.limit[column] = wanted;
        boolean seen = limit[column] > 0;
        limited.low[column] = seen ? low[column] : lowest * wanted;
        limited.high[column] = seen ? high[column] : wanted;
      }
    }
    return limited;
  }

  /** The columns that are judged. */
  int[] judged() {
    return IntStream.range(0, limit.length).filter(column -> limit[column] > 0).toArray();
  }

  void write(Map<String, double[]> numbers) {
    numbers.put("tags.limit", limit);
    numbers.put("usual.low", low);
    numbers.put("usual.high", high);
  }

  static TagLevels read(Numbers numbers, int size) throws ModelException {
    TagLevels levels =
        new TagLevels(
            numbers.get("tags.limit", size),
            numbers.get("usual.low", size),
            numbers.get("usual.high", size));
    if (Arrays.stream(levels.limit).anyMatch(limit -> limit < 0) || levels.judged().length == 0) {
      throw new ModelException("the model has limits of " + Arrays.toString(levels.limit));
    }
    return levels;
  }
}
