package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.TrainingException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Limits that users set tag by tag. */
final class UserLimits {
  private UserLimits() {}

  /** The map in the order of its tags, so that a model can be compared with its options. */
  static <T> Map<String, T> ordered(@Nullable Map<String, T> limits) {
    return limits == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(limits));
  }

  /**
   * Refuses a limit for what is no tag, or one that is not judged.
   *
   * @throws TrainingException naming it and the tags there are
   */
  static void check(Collection<String> tags, List<Column> columns) throws TrainingException {
    List<String> judged =
        columns.stream().filter(TagTraining::judged).map(Column::tag).sorted().toList();
    for (String tag : tags) {
      if (!judged.contains(tag)) {
        throw new TrainingException(
            "there is a limit for " + tag + "; limits can be set for " + String.join(", ", judged));
      }
    }
  }
}
