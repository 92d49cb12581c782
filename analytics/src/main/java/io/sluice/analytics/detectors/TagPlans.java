package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quality gate of kinds whose limits users may set: it needs training rows only for the rest.
 */
final class TagPlans {
  /** Rows before the first score where nothing is known of the rows. */
  static final int FEW = 3;

  private static final double NEVER = 1e15;
  private static final long LONGEST_GAP = Duration.ofHours(1).toNanos();

  private TagPlans() {}

  /**
   * The usual plan, or where there are no rows at all one that judges the limited tags alone.
   *
   * @param limited tags with a limit from the user
   */
  static FeaturePlan of(TrainingRows rows, @Nullable Duration window, Set<String> limited)
      throws TrainingException {
    UserLimits.check(limited, rows.columns());
    if (rows.size() > 0 || limited.isEmpty()) {
      return watching(FeaturePlanner.plan(rows, window), limited);
    }
    if (window != null) {
      throw new TrainingException(
          "there are no training rows, and without them nobody knows how many rows are in a window"
              + " of "
              + WindowLength.inWords(window));
    }
    List<Column> columns = rows.columns();
    List<Double> none = Collections.nCopies(columns.size(), 0.0);
    List<Double> never = Collections.nCopies(columns.size(), NEVER);
    List<List<Double>> modes = Collections.nCopies(columns.size(), List.of());
    return watching(
        new FeaturePlan(
            columns,
            FEW,
            LONGEST_GAP,
            none,
            none,
            never,
            modes,
            FeaturePlan.Spread.ROOT,
            List.of()),
        limited);
  }

  /** The same with a gate that looks at the limited tags as well, whether they moved or not. */
  private static FeaturePlan watching(FeaturePlan plan, Set<String> limited) {
    List<Double> scale = new ArrayList<>(plan.scale());
    for (int column = 0; column < scale.size(); column++) {
      boolean asked = limited.contains(plan.columns().get(column).tag());
      scale.set(column, asked && scale.get(column) == 0 ? 1 : scale.get(column));
    }
    return with(plan, scale, plan.longestRun());
  }

  /** The same with a gate that lets tags stand still: to judge that is the detector's part. */
  static FeaturePlan lettingStandStill(FeaturePlan plan) {
    return with(plan, plan.scale(), Collections.nCopies(plan.columns().size(), NEVER));
  }

  private static FeaturePlan with(FeaturePlan plan, List<Double> scale, List<Double> longestRun) {
    return new FeaturePlan(
        plan.columns(),
        plan.window(),
        plan.gap(),
        plan.centre(),
        scale,
        longestRun,
        plan.modes(),
        plan.spread(),
        FeaturePlan.features(scale, Collections.nCopies(scale.size(), true)));
  }
}
