package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Feature;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a {@link FeaturePlan} from training rows. */
final class FeaturePlanner {
  /** A column with more values than this is a number, not a mode; it then says nothing. */
  private static final int MOST_MODES = 16;

  /** Spread below this part of the mean is rounding, not movement. */
  private static final double ROUNDING = 1e-9;

  private final TrainingRows rows;
  private final List<Double> centre = new ArrayList<>();
  private final List<Double> scale = new ArrayList<>();
  private final List<Double> longestRun = new ArrayList<>();
  private final List<List<Double>> modes = new ArrayList<>();

  private FeaturePlanner(TrainingRows rows) {
    this.rows = rows;
  }

  /**
   * The plan for a window length, or null for the usual one; the tags' classes say which levels
   * count, so that gateways with the same tags have the same features.
   */
  static FeaturePlan plan(TrainingRows rows, @Nullable Duration window) throws TrainingException {
    return plan(rows, window, LevelRule::byClass, features -> features);
  }

  /** The same for a kind that keeps the strongest directions alone: it has none to fill. */
  static FeaturePlan planOfStrongest(TrainingRows rows, @Nullable Duration window)
      throws TrainingException {
    return plan(rows, window, LevelRule::byClass, features -> 0);
  }

  /** The same, where the rows have their say about which levels count. */
  static FeaturePlan planByRows(TrainingRows rows, @Nullable Duration window)
      throws TrainingException {
    return plan(rows, window, LevelRule::byRows, features -> features);
  }

  /** Whether the level of a column counts. */
  private interface Levels {
    boolean count(TrainingRows rows, int column);
  }

  /**
   * @param directions how many directions the window's rows must fill, of so many features
   */
  private static FeaturePlan plan(
      TrainingRows rows, @Nullable Duration window, Levels levels, IntUnaryOperator directions)
      throws TrainingException {
    if (rows.size() == 0) {
      throw new TrainingException(
          "there are no training rows"
              + (rows.leftOut() > 0
                  ? ": all " + rows.leftOut() + " had an unusable cell or a time out of order"
                  : ""));
    }
    return new FeaturePlanner(rows).plan(window, levels, directions);
  }

  private FeaturePlan plan(@Nullable Duration wanted, Levels rule, IntUnaryOperator directions)
      throws TrainingException {
    List<Column> columns = rows.columns();
    List<Boolean> levels = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      look(column, columns.get(column).kind());
      levels.add(scale.get(column) > 0 && rule.count(rows, column));
    }
    List<Feature> features = FeaturePlan.features(scale, levels);
    if (features.isEmpty()) {
      throw new TrainingException(
          "no tag moved in " + rows.size() + " training rows: there is nothing to learn from");
    }
    int window = WindowLength.rows(wanted, rows, directions.applyAsInt(features.size()));
    int needed = Math.max(Math.max(40, 4 * window), 2 * features.size()) + window;
    if (rows.size() < needed) {
      throw new TrainingException(
          "training has %d rows, it needs at least %d for %d features and a window of %d rows"
              .formatted(rows.size(), needed, features.size(), window));
    }
    long interval = Math.max(1, rows.interval().toNanos());
    long gap = interval * Math.max(5, window / 2);
    return new FeaturePlan(
        columns, window, gap, centre, scale, longestRun, modes, FeaturePlan.Spread.ROOT, features);
  }

  private void look(int column, Column.Kind kind) {
    double mean = mean(column);
    double deviation = deviation(column, mean);
    boolean judged = kind != Column.Kind.COUNTER && kind != Column.Kind.MODE;
    boolean moved = deviation > ROUNDING * Math.max(Math.abs(mean), Double.MIN_NORMAL);
    centre.add(mean);
    scale.add(judged && moved && Double.isFinite(deviation) ? deviation : 0);
    longestRun.add((double) longestRun(column));
    modes.add(kind == Column.Kind.MODE ? modes(column) : List.of());
  }

  private double mean(int column) {
    double mean = 0;
    for (int row = 0; row < rows.size(); row++) {
      mean += (rows.value(row, column) - mean) / (row + 1);
    }
    return mean;
  }

  private double deviation(int column, double mean) {
    double squares = 0;
    for (int row = 0; row < rows.size(); row++) {
      double off = rows.value(row, column) - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / rows.size());
  }

  private int longestRun(int column) {
    int longest = 1;
    int run = 1;
    for (int row = 1; row < rows.size(); row++) {
      run = rows.value(row, column) == rows.value(row - 1, column) ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private List<Double> modes(int column) {
    TreeSet<Double> seen = new TreeSet<>();
    for (int row = 0; row < rows.size() && seen.size() <= MOST_MODES; row++) {
      seen.add(rows.value(row, column));
    }
    return seen.size() > MOST_MODES ? List.of() : List.copyOf(seen);
  }
}
