package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Feature;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in, features out: the quality gate and the windows of one asset. The same code makes the
 * features of training. Owned by one context; {@link #update} allocates nothing.
 *
 * <p>The gate: with more than a fifth of the used tags unusable there is no verdict, and the reason
 * that most of them give is the row's. With fewer, a tag's features come from the rest of its
 * window, and where that has less than four fifths of its rows they are {@link #missing}.
 */
final class FeatureStream {
  /** A value further from the mean than this many standard deviations counts as this far. */
  private static final double FARTHEST = 1e6;

  private final FeaturePlan plan;
  private final long gap;
  private final Window[] windows;
  private final boolean[] used;
  private final double[] centre;
  private final double[] scale;
  private final double[][] modes;
  private final long[] frozenAt;
  private final long[] run;
  private final double[] last;
  private final double[] mode;
  private final Feature[] features;
  private final boolean[] rooted;
  private final double[] values;
  private final boolean[] missing;
  private final Reasons reasons = new Reasons();
  private final int usedCount;
  private final int enough;
  private int missingCount;
  private final @Nullable Rhythm rhythm;
  private boolean begun;
  private long rows;
  private long time;
  private Verdict beforeFull = Verdict.WARMING_UP;

  /** A stream of rows as often as in training; others have no verdict. */
  static FeatureStream paced(FeaturePlan plan) {
    return new FeatureStream(plan, plan.gap(), new Rhythm(plan.interval()));
  }

  /** A stream of rows however often they come. */
  FeatureStream(FeaturePlan plan) {
    this(plan, plan.gap(), null);
  }

  /**
   * @param gap longest time between rows that windows survive, where rows come irregularly,
   *     nanoseconds
   */
  FeatureStream(FeaturePlan plan, long gap) {
    this(plan, gap, null);
  }

  private FeatureStream(FeaturePlan plan, long gap, @Nullable Rhythm rhythm) {
    this.plan = plan;
    this.gap = gap;
    int size = plan.columns().size();
    windows = new Window[size];
    used = new boolean[size];
    centre = new double[size];
    scale = new double[size];
    modes = new double[size][];
    frozenAt = new long[size];
    run = new long[size];
    last = new double[size];
    mode = new double[size];
    int count = 0;
    for (int column = 0; column < size; column++) {
      windows[column] = new Window(plan.window());
      used[column] = plan.used(column);
      centre[column] = plan.centre().get(column);
      scale[column] = plan.scale().get(column);
      modes[column] = plan.modes().get(column).stream().mapToDouble(Double::doubleValue).toArray();
      frozenAt[column] = (long) Math.max(plan.window(), 3 * plan.longestRun().get(column));
      count += used[column] ? 1 : 0;
    }
    usedCount = count;
    this.rhythm = rhythm;
    features = plan.features().toArray(Feature[]::new);
    rooted = new boolean[features.length];
    for (int feature = 0; feature < features.length; feature++) {
      rooted[feature] = plan.rooted(features[feature]);
    }
    values = new double[features.length];
    missing = new boolean[features.length];
    enough = (plan.window() * 4 + 4) / 5;
    reset();
  }

  void reset() {
    Arrays.fill(mode, Double.NaN);
    Arrays.fill(last, Double.NaN);
    Arrays.fill(run, 0);
    if (rhythm != null) {
      rhythm.reset();
    }
    begun = false;
    startAnew(Verdict.WARMING_UP);
  }

  /** Takes a row; {@link #values} holds its features if the answer is {@link Verdict#SCORED}. */
  Verdict update(Row row) {
    if (row.size() != used.length) {
      throw new IllegalArgumentException(
          "the row has " + row.size() + " cells, the model " + used.length + " columns");
    }
    boolean inRhythm = true;
    if (begun) {
      if (rows > 0 && (row.time() - time > gap || row.time() < time)) {
        startAnew(Verdict.WARMING_UP);
      }
      inRhythm = rhythm == null || rhythm.keeps(row.time() - time);
    }
    begun = true;
    time = row.time();
    boolean known = modes(row);
    reasons.clear();
    take(row);
    Verdict gate = gate();
    if (gate != Verdict.SCORED) {
      return gate;
    }
    if (!inRhythm) {
      return Verdict.OTHER_INTERVAL;
    }
    if (!known) {
      return Verdict.MODE_CHANGED;
    }
    return rows < plan.window() ? beforeFull : features();
  }

  /** The features of the last row, in the order of the plan; 0 where {@link #missing}. */
  double[] values() {
    return values;
  }

  /** True for features whose tag had too few values in the window. */
  boolean[] missing() {
    return missing;
  }

  int missingCount() {
    return missingCount;
  }

  FeaturePlan plan() {
    return plan;
  }

  List<String> missingTags() {
    return plan.features().stream()
        .filter(feature -> windows[feature.column()].count() < enough)
        .map(feature -> plan.columns().get(feature.column()))
        .map(Column::tag)
        .distinct()
        .toList();
  }

  private void startAnew(Verdict reason) {
    for (Window window : windows) {
      window.reset();
    }
    rows = 0;
    beforeFull = reason;
  }

  /** Follows the modes; false in a mode that training has not seen. */
  private boolean modes(Row row) {
    boolean known = true;
    for (int column = 0; column < modes.length; column++) {
      if (modes[column].length > 0 && row.usable(column)) {
        double now = row.value(column);
        known &= Arrays.binarySearch(modes[column], now) >= 0;
        if (!Double.isNaN(mode[column]) && mode[column] != now) {
          startAnew(Verdict.MODE_CHANGED);
        }
        mode[column] = now;
      }
    }
    if (!known) {
      startAnew(Verdict.MODE_CHANGED);
    }
    return known;
  }

  private void take(Row row) {
    for (int column = 0; column < used.length; column++) {
      if (!used[column]) {
        continue;
      }
      if (!row.usable(column)) {
        reasons.add(row.reason(column));
        windows[column].skip();
        continue;
      }
      double value = row.value(column);
      run[column] = value == last[column] ? run[column] + 1 : 1;
      last[column] = value;
      if (scale[column] > 0) {
        double scaled = (value - centre[column]) / scale[column];
        windows[column].add(Math.max(-FARTHEST, Math.min(FARTHEST, scaled)));
        if (run[column] > frozenAt[column]) {
          reasons.add(Verdict.FROZEN);
        }
      }
    }
    rows++;
  }

  private Verdict gate() {
    // One tag that stands still may be its own fault and is scored; several are the source's.
    int forgiven = reasons.count(Verdict.FROZEN) == 1 ? 1 : 0;
    int unusable = reasons.total() - forgiven;
    return unusable * 5 > usedCount ? reasons.dominant() : Verdict.SCORED;
  }

  private Verdict features() {
    missingCount = 0;
    for (int feature = 0; feature < features.length; feature++) {
      Window window = windows[features[feature].column()];
      missing[feature] = window.count() < enough;
      missingCount += missing[feature] ? 1 : 0;
      double value = missing[feature] ? 0 : features[feature].of(window);
      values[feature] = rooted[feature] ? Math.sqrt(value) : value;
    }
    return missingCount * 5 > features.length ? Verdict.WARMING_UP : Verdict.SCORED;
  }
}
