package io.sluice.analytics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A way of noticing, found by {@link ServiceLoader}. Stateless and thread-safe.
 *
 * @param <O> its options record
 */
public interface DetectorKind<O extends Record> {
  /** The name in configuration: lower case with hyphens. */
  String name();

  Class<O> options();

  /**
   * Learns what is normal. Takes seconds of CPU: never call it on an event loop.
   *
   * @param goal how often normal operation may raise an alarm; a kind whose limits the user sets
   *     does not need it
   * @throws TrainingException if the rows cannot teach anything, in one sentence for the user
   */
  TrainedModel train(TrainingRows rows, O options, Goal goal) throws TrainingException;

  /**
   * False where the user's own limits say all: {@link #train} then takes no rows as well, and the
   * detector can watch from the start.
   */
  default boolean needsRows(List<Column> columns, O options) {
    return true;
  }

  /**
   * A detector with empty windows. What the library parses is checked before it is parsed.
   *
   * @throws ModelException if the model is of another kind, damaged, or does not score as trained
   */
  Detector detector(TrainedModel model) throws ModelException;

  /**
   * {@link #train} for callers who know the options only as a record of class {@link #options}; the
   * model remembers them.
   */
  default TrainedModel trainWith(TrainingRows rows, Record options, Goal goal)
      throws TrainingException {
    return train(rows, options().cast(options), goal).trainedWith(options, goal);
  }

  /** {@link #needsRows} for callers who know the options only as a record. */
  default boolean needsRowsWith(List<Column> columns, Record options) {
    return needsRows(columns, options().cast(options));
  }

  /** The kind, looking in {@code directory} for files that options name by relative paths. */
  default DetectorKind<O> in(Path directory) {
    return this;
  }

  /** All kinds on the class path, in the order of their names. */
  static List<DetectorKind<?>> all() {
    List<DetectorKind<?>> kinds = new ArrayList<>();
    ServiceLoader.load(DetectorKind.class).forEach(kinds::add);
    kinds.sort(Comparator.comparing(DetectorKind::name));
    return List.copyOf(kinds);
  }

  /** The kind of that name. */
  static Optional<DetectorKind<?>> named(String name) {
    return all().stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
