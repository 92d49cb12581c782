package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Training rows as features, made by the same stream that runs live. */
final class FeatureRows {
  private FeatureRows() {}

  static double[][] of(TrainingRows rows, FeaturePlan plan) throws TrainingException {
    FeatureStream stream = new FeatureStream(plan);
    Row row = new Row(rows.columns().size());
    List<double[]> features = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      if (stream.update(row) == Verdict.SCORED) {
        features.add(stream.values().clone());
      }
    }
    int needed = Math.max(40, 2 * plan.features().size());
    if (features.size() < needed) {
      throw new TrainingException(
          ("only %d of %d training rows have a full window of %d rows without a gap or a change of"
                  + " mode; %d are needed")
              .formatted(features.size(), rows.size(), plan.window(), needed));
    }
    return features.toArray(double[][]::new);
  }

  /** At most {@code most} rows, evenly spaced. */
  static double[][] thin(double[][] rows, int most) {
    if (rows.length <= most) {
      return rows;
    }
    double[][] thinned = new double[most][];
    for (int i = 0; i < most; i++) {
      thinned[i] = rows[(int) ((long) i * rows.length / most)];
    }
    return thinned;
  }
}
