package io.sluice.gateway.assets;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;

/** A kind whose detectors keep to their time; otherwise the kind itself. Thread-safe. */
final class TimedKind<O extends Record> implements DetectorKind<O> {
  private final String name;
  private final DetectorKind<O> kind;
  private final Timekeeper timekeeper;
  private volatile String remark = "";

  /**
   * @param name the detector's, for the log
   */
  TimedKind(String name, DetectorKind<O> kind, Timekeeper timekeeper) {
    this.name = name;
    this.kind = kind;
    this.timekeeper = timekeeper;
  }

  /** What is to be said of the newest detector's pace; empty while it keeps to its time. */
  String remark() {
    return remark;
  }

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public Class<O> options() {
    return kind.options();
  }

  @Override
  public TrainedModel train(TrainingRows rows, O options, Goal goal) throws TrainingException {
    return kind.train(rows, options, goal);
  }

  /** Takes as long as 100 rows do: not for an asset's loop. */
  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    remark = "";
    return timekeeper.keep(
        name, kind.detector(model), model.data().interval(), slow -> remark = slow);
  }
}
