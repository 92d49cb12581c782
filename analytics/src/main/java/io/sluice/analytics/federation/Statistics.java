package io.sluice.analytics.federation;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.detectors.MahalanobisKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Count, mean and covariance of the window features that a model was trained on, for each operating
 * mode: all that a {@code mahalanobis} model follows from, and no row of the plant. In the tags'
 * own units, so that the statistics of several gateways merge exactly. Immutable.
 *
 * @param detector whose
 * @param tags with units, in order; ranges do not count
 * @param features what the numbers are of, as {@code pump-1/flow level}
 * @param windowRows rows of a feature window
 * @param threshold distance at score 1.0 in the model they come from, above 0
 * @param modes by operating mode; {@link #ALL} where one model serves all
 */
public record Statistics(
    String detector,
    List<Column> tags,
    List<String> features,
    int windowRows,
    double threshold,
    Map<String, Moments> modes) {
  /** The name of no mode in particular. */
  public static final String ALL = "";

  private static final int MOST_MODES = 100;

  public Statistics {
    tags = List.copyOf(tags);
    features = List.copyOf(features);
    modes = Collections.unmodifiableMap(new TreeMap<>(modes));
    if (!(threshold > 0) || Double.isInfinite(threshold)) {
      throw new IllegalArgumentException("threshold is " + threshold + ", must be above 0");
    }
    if (!modes.containsKey(ALL) || modes.size() > MOST_MODES) {
      throw new IllegalArgumentException(
          modes.size() + " modes, must be one for all and at most 99 more");
    }
    for (Moments moments : modes.values()) {
      if (moments.size() != features.size()) {
        throw new IllegalArgumentException(
            "moments of " + moments.size() + " numbers for " + features.size() + " features");
      }
    }
  }

  /**
   * Those of a model.
   *
   * @throws ModelException if it is not of kind {@code mahalanobis}, or damaged
   */
  public static Statistics of(String detector, TrainedModel model) throws ModelException {
    Map<String, Moments> modes = new HashMap<>();
    List<String> features = MahalanobisKind.features(model);
    modes.put(ALL, MahalanobisKind.moments(model));
    for (Map.Entry<String, TrainedModel> mode : model.modes().entrySet()) {
      // A mode in which a tag stands still has other features: it cannot be merged.
      if (MahalanobisKind.features(mode.getValue()).equals(features)) {
        modes.put(mode.getKey(), MahalanobisKind.moments(mode.getValue()));
      }
    }
    int window = (int) model.numbers().get("plan.window")[0];
    return new Statistics(detector, model.columns(), features, window, model.threshold(), modes);
  }

  /** Over tags, units, features and window: the same where statistics can be merged. */
  public String plan() {
    StringBuilder text = new StringBuilder();
    for (Column tag : tags) {
      text.append(tag.tag()).append('|').append(tag.unit()).append('|').append(tag.kind());
      text.append('\n');
    }
    text.append(String.join("\n", features)).append('\n').append(windowRows);
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Both together: exact but for rounding (Chan, Golub and LeVeque 1982). The threshold is the
   * larger one, because what one plant does normally is normal.
   *
   * @throws ModelException naming each difference, where they are not of the same features
   */
  public Statistics merged(Statistics other) throws ModelException {
    List<String> differences = differences(other);
    if (!differences.isEmpty()) {
      throw new ModelException("cannot be merged: " + String.join("; ", differences));
    }
    Map<String, Moments> both = new TreeMap<>(modes);
    other.modes.forEach((mode, moments) -> both.merge(mode, moments, Moments::merged));
    return new Statistics(
        detector, tags, features, windowRows, Math.max(threshold, other.threshold), both);
  }

  /**
   * A model of these statistics.
   *
   * @param pattern a model of the same features; its quality gate and options are taken over, and
   *     of the modes those that it knows
   * @throws ModelException naming each difference, where the pattern is of other features
   */
  public TrainedModel model(TrainedModel pattern) throws ModelException {
    List<String> differences = differences(of(detector, pattern));
    if (!differences.isEmpty()) {
      throw new ModelException("do not fit the champion: " + String.join("; ", differences));
    }
    Map<String, TrainedModel> parts = new HashMap<>();
    for (Map.Entry<String, TrainedModel> mode : pattern.modes().entrySet()) {
      Moments moments = modes.get(mode.getKey());
      parts.put(
          mode.getKey(),
          moments == null
              ? mode.getValue()
              : MahalanobisKind.fromMoments(mode.getValue(), moments, threshold));
    }
    TrainedModel whole = MahalanobisKind.fromMoments(pattern, moments(), threshold);
    return new TrainedModel(
        whole.kind(),
        whole.columns(),
        whole.data(),
        whole.parameters(),
        whole.threshold(),
        whole.offLevel(),
        whole.numbers(),
        whole.library(),
        parts);
  }

  /** Those over all modes. */
  public Moments moments() {
    Moments all = modes.get(ALL);
    if (all == null) {
      throw new IllegalStateException("the constructor wants them");
    }
    return all;
  }

  private List<String> differences(Statistics other) {
    List<String> differences = new ArrayList<>();
    for (Column tag : tags) {
      other.tags.stream()
          .filter(one -> one.tag().equals(tag.tag()))
          .findFirst()
          .ifPresentOrElse(
              one -> differences(tag, one, differences),
              () -> differences.add(tag.tag() + " is missing in " + other.detector));
    }
    for (Column tag : other.tags) {
      if (tags.stream().noneMatch(one -> one.tag().equals(tag.tag()))) {
        differences.add(tag.tag() + " is only in " + other.detector);
      }
    }
    if (windowRows != other.windowRows) {
      differences.add("windows of " + windowRows + " and of " + other.windowRows + " rows");
    }
    if (differences.isEmpty() && !plan().equals(other.plan())) {
      List<String> one = new ArrayList<>(features);
      one.removeAll(other.features);
      List<String> two = new ArrayList<>(other.features);
      two.removeAll(features);
      differences.add(
          one.isEmpty() && two.isEmpty()
              ? "the order of the tags is another"
              : "only one has the features " + one + ", only the other " + two);
    }
    return differences;
  }

  private static void differences(Column one, Column other, List<String> differences) {
    if (!one.unit().equals(other.unit())) {
      differences.add(one.tag() + " is in '" + one.unit() + "' and in '" + other.unit() + "'");
    }
    if (one.kind() != other.kind()) {
      differences.add(one.tag() + " is of kind " + one.kind() + " and of " + other.kind());
    }
  }

  /** Equal to the bit: what is written and read again is the same. */
  public boolean isLike(Statistics other) {
    return plan().equals(other.plan())
        && threshold == other.threshold
        && numbers(this).equals(numbers(other));
  }

  private static Numbers numbers(Statistics statistics) {
    Map<String, double[]> numbers = new HashMap<>();
    statistics.modes.forEach((mode, moments) -> moments.write(mode, numbers));
    return Numbers.of(numbers);
  }
}
