package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@code baseline} starts from: its newest training rows, which it runs through as it does
 * through live ones. So a model needs no form for its running state, and where it starts is the
 * same to the bit each time. 400,000 values at most: up to half a second to run through.
 *
 * @param plan of the gate
 * @param pacing lengths of time
 * @param signals of the judged columns
 * @param history what to run through
 * @param share of blocks of rows whose peak may reach a limit, above 0
 */
record BaselineStart(
    FeaturePlan plan, Pacing pacing, List<Signal.Scale> signals, History history, double share) {

  static BaselineStart of(
      TrainingRows rows, FeaturePlan plan, Pacing pacing, int[] judged, double share) {
    List<Signal.Scale> signals = new ArrayList<>();
    for (int column : judged) {
      signals.add(Signal.scale(rows, column, pacing.gap()));
    }
    return new BaselineStart(plan, pacing, signals, History.of(rows, judged), share);
  }

  /** The tags as they are after the training rows. */
  List<TagBaseline> tags() {
    return run(new double[history.rows()]);
  }

  /** The worst score of each training row as it came; 0 while there were no limits. */
  double[] scores() {
    double[] worst = new double[history.rows()];
    run(worst);
    return worst;
  }

  /** When the first refit after training is due, seconds in row time. */
  double refitAt() {
    return history.seconds(history.rows() - 1) + pacing.refit();
  }

  void write(Map<String, double[]> numbers) {
    plan.write(numbers);
    history.write(numbers);
    numbers.put("baseline.pacing", pacing.toArray());
    numbers.put("baseline.share", new double[] {share});
    for (int i = 0; i < signals.size(); i++) {
      numbers.put("baseline.signal." + i, signals.get(i).toArray());
    }
  }

  static BaselineStart read(TrainedModel model) throws ModelException {
    Numbers numbers = model.numbers();
    History history = History.read(numbers, model.columns().size());
    List<Signal.Scale> signals = new ArrayList<>();
    double share = numbers.get("baseline.share", 1)[0];
    if (!(share > 0)) {
      throw new ModelException("the model allows a share of " + share + " above its limits");
    }
    try {
      for (int i = 0; i < history.size(); i++) {
        signals.add(Signal.Scale.of(numbers.get("baseline.signal." + i, 4)));
      }
      Pacing pacing = Pacing.of(numbers.get("baseline.pacing", 8));
      FeaturePlan plan = FeaturePlan.read(numbers, model.columns());
      return new BaselineStart(plan, pacing, signals, history, share);
    } catch (IllegalArgumentException e) {
      throw new ModelException("the model has " + e.getMessage(), e);
    }
  }

  private List<TagBaseline> run(double[] worst) {
    List<TagBaseline> tags = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      TagBaseline tag = fresh(i);
      double refitAt = history.seconds(0) + pacing.refit();
      for (int row = 0; row < history.rows(); row++) {
        if (history.seconds(row) >= refitAt) {
          tag.refit();
          tag.choose();
          refitAt = history.seconds(row) + pacing.refit();
        }
        tag.update(history.seconds(row), history.value(row, i));
        worst[row] = Math.max(worst[row], tag.score());
        tag.learn(Course.Learning.NORMAL);
      }
      tag.refit();
      tag.choose();
      tags.add(tag);
    }
    return tags;
  }

  private TagBaseline fresh(int i) {
    int column = history.column(i);
    return new TagBaseline(
        plan.columns().get(column), column, new Signal(signals.get(i)), pacing, share);
  }
}
