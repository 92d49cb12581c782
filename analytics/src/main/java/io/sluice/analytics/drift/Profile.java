package io.sluice.analytics.drift;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.trial.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the plant looked like in training, kept in the model: deciles and range of each tag, how far
 * a quarter of the training rows strays from the whole, and the usual scores. Immutable.
 */
public final class Profile {
  private static final String TAGS = "profile.tags";
  private static final String SCORES = "profile.scores";
  private static final int BLOCKS = 4;
  private static final long SHORTEST = Duration.ofMinutes(1).toNanos();
  private static final long LONGEST = Duration.ofDays(1).toNanos();

  private final List<TagProfile> tags;
  private final long window;
  private final double medianScore;
  private final double shareNear;

  private Profile(List<TagProfile> tags, long window, double medianScore, double shareNear) {
    this.tags = List.copyOf(tags);
    this.window = window;
    this.medianScore = medianScore;
    this.shareNear = shareNear;
  }

  /**
   * The model with the profile of its training rows; scores all of them once.
   *
   * @param detector a detector of the model
   */
  public static TrainedModel into(TrainedModel model, TrainingRows rows, Detector detector)
      throws ModelException {
    Map<String, double[]> numbers = new HashMap<>();
    for (String name : model.numbers().names()) {
      numbers.put(name, model.numbers().get(name));
    }
    of(rows, detector).write(numbers);
    return new TrainedModel(
        model.kind(),
        model.columns(),
        model.data(),
        model.parameters(),
        model.threshold(),
        model.offLevel(),
        Numbers.of(numbers),
        model.library(),
        model.modes());
  }

  /** The profile that the model keeps; empty where it was trained without one. */
  public static Optional<Profile> in(TrainedModel model) throws ModelException {
    Numbers numbers = model.numbers();
    if (!numbers.names().contains(SCORES)) {
      return Optional.empty();
    }
    int size = model.columns().size();
    double[] numbersOfTags = numbers.get(TAGS, size * TagProfile.NUMBERS);
    double[] scores = numbers.get(SCORES, 3);
    List<TagProfile> tags = new ArrayList<>();
    for (int column = 0; column < size; column++) {
      tags.add(TagProfile.read(numbersOfTags, column * TagProfile.NUMBERS));
    }
    return Optional.of(new Profile(tags, (long) scores[0], scores[1], scores[2]));
  }

  /** One for each column, in order. */
  List<TagProfile> tags() {
    return tags;
  }

  /** Plant time in nanoseconds after which live rows are compared: as long as the training. */
  long window() {
    return window;
  }

  /** Of the training rows. */
  double medianScore() {
    return medianScore;
  }

  /** Part of the training rows near the threshold, 0 to 1. */
  double shareNear() {
    return shareNear;
  }

  static Profile of(TrainingRows rows, Detector detector) {
    List<TagProfile> tags = new ArrayList<>();
    for (int column = 0; column < rows.columns().size(); column++) {
      double[] values = new double[rows.size()];
      for (int row = 0; row < rows.size(); row++) {
        values[row] = rows.value(row, column);
      }
      tags.add(TagProfile.of(values, BLOCKS, watched(rows.columns().get(column))));
    }
    double[] scores = scores(rows, detector);
    long window = Math.max(SHORTEST, Math.min(LONGEST, rows.span().toNanos()));
    return new Profile(tags, window, median(scores), near(scores));
  }

  /**
   * Totals rise, modes change, and temperatures follow the weather: none of it says that the plant
   * is another, and no model judges them by their level.
   */
  private static boolean watched(Column column) {
    return column.kind() == Column.Kind.PROCESS || column.kind() == Column.Kind.SETPOINT;
  }

  private void write(Map<String, double[]> numbers) {
    double[] all = new double[tags.size() * TagProfile.NUMBERS];
    for (int column = 0; column < tags.size(); column++) {
      tags.get(column).write(all, column * TagProfile.NUMBERS);
    }
    numbers.put(TAGS, all);
    numbers.put(SCORES, new double[] {window, medianScore, shareNear});
  }

  private static double[] scores(TrainingRows rows, Detector detector) {
    Row row = new Row(rows.columns().size());
    double[] scores = new double[rows.size()];
    int scored = 0;
    detector.reset();
    for (int index = 0; index < rows.size(); index++) {
      rows.read(index, row);
      if (detector.update(row) == Verdict.SCORED) {
        scores[scored++] = detector.score();
      }
    }
    detector.reset();
    double[] sorted = Arrays.copyOf(scores, scored);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double median(double[] sorted) {
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static double near(double[] sorted) {
    long near =
        Arrays.stream(sorted).filter(score -> score >= Observation.NEAR && score < 1).count();
    return sorted.length == 0 ? 0 : (double) near / sorted.length;
  }
}
