package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Feature;
import io.sluice.analytics.Row;
import java.util.Arrays;

/**
 * The user's model as a measure: how far its answer is above the median of training, in spans from
 * there to the 99 % quantile.
 */
final class OnnxScorer implements Scorer {
  /** Further off is as far: the model may answer with infinity. */
  private static final double FARTHEST = 1e9;

  private final OnnxSession session;
  private final Pipeline pipeline;
  private final OnnxOptions.Input input;
  private final Answers answers;
  private final double[] raw;
  private double answer;

  /**
   * What is usual of the model's answers.
   *
   * @param sign 1 where high answers are unusual, -1 where low ones are
   * @param centre median in training, after the sign
   * @param span from there to the 99 % quantile, above 0
   */
  record Answers(double sign, double centre, double span) {}

  OnnxScorer(OnnxSession session, Pipeline pipeline, OnnxOptions.Input input, Answers answers) {
    this.session = session;
    this.pipeline = pipeline;
    this.input = input;
    this.answers = answers;
    this.raw = new double[pipeline.plan().columns().size()];
    reset();
  }

  /** Numbers that a model is fed with. */
  static int width(OnnxOptions.Input input, FeaturePlan plan) {
    return input == OnnxOptions.Input.COLUMNS ? plan.columns().size() : plan.features().size();
  }

  /** Takes the row that the features to come are of; a missing value stays the one before. */
  void take(Row row) {
    for (int column = 0; column < raw.length; column++) {
      raw[column] = row.usable(column) ? row.value(column) : raw[column];
    }
  }

  /** Forgets all rows. */
  void reset() {
    for (int column = 0; column < raw.length; column++) {
      raw[column] = pipeline.plan().centre().get(column);
    }
  }

  /** The model's last answer, after the sign; NaN where it had none. */
  double answer() {
    return answer;
  }

  @Override
  public double measure(double[] z) {
    answer = answers.sign * session.answer(input == OnnxOptions.Input.COLUMNS ? raw : z);
    double measure = (answer - answers.centre) / answers.span;
    return Double.isNaN(measure) ? 0 : Math.max(0, Math.min(FARTHEST, measure));
  }

  /** How much the measure falls when a tag is replaced by what the others let expect of it. */
  @Override
  public double[] blame(double[] z) {
    double before = measure(z);
    double[] kept = raw.clone();
    double[] blame = new double[z.length];
    int[] tagOf = pipeline.plan().features().stream().mapToInt(Feature::column).toArray();
    for (int tag : Arrays.stream(tagOf).distinct().toArray()) {
      boolean[] own = new boolean[z.length];
      for (int i = 0; i < z.length; i++) {
        own[i] = tagOf[i] == tag;
      }
      double[] without = z.clone();
      pipeline.basis().expect(without, own);
      int chief = chief(z, without, own);
      raw[tag] = expected(tag, without);
      blame[chief] = Math.max(0, before - measure(without));
      raw[tag] = kept[tag];
    }
    measure(z);
    return blame;
  }

  /** A tag's level as the others let expect it, or its mean where levels are not looked at. */
  private double expected(int tag, double[] without) {
    FeaturePlan plan = pipeline.plan();
    int level = plan.features().indexOf(new Feature(tag, Aspect.LEVEL));
    return level < 0
        ? plan.centre().get(tag)
        : plan.inUnit(level, pipeline.basis().feature(level, without[level]));
  }

  private static int chief(double[] z, double[] without, boolean[] own) {
    int chief = -1;
    for (int i = 0; i < z.length; i++) {
      boolean more = chief < 0 || Math.abs(z[i] - without[i]) > Math.abs(z[chief] - without[chief]);
      chief = own[i] && more ? i : chief;
    }
    return chief;
  }
}
