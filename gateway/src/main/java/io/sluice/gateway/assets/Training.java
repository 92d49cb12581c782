package io.sluice.gateway.assets;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.drift.Profile;

/**
 * How every model of the gateway is trained, whatever its rows come from.
 *
 * @param kind how it notices
 * @param options the kind's own options
 * @param goal how often normal operation may raise the alarm
 */
public record Training(DetectorKind<?> kind, Record options, Goal goal) {
  static Training of(WatchPlan plan) {
    return new Training(plan.kind(), plan.options(), plan.goal());
  }

  /**
   * A model with the profile of its rows. Takes seconds of CPU.
   *
   * @throws TrainingException if the rows cannot teach anything
   * @throws ModelException if what was trained cannot score
   */
  public TrainedModel on(TrainingRows rows) throws TrainingException, ModelException {
    TrainedModel model = kind.trainWith(rows, options, goal);
    Detector detector = kind.detector(model);
    // A user's own limits need no rows, and then there is nothing to compare live rows with.
    return rows.size() == 0 ? model : Profile.into(model, rows, detector);
  }
}
