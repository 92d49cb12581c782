package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which tags a kind looks at one by one. */
final class SignalPlan {
  private SignalPlan() {}

  /**
   * The plan of the chosen tags alone.
   *
   * @param window rows that a verdict needs
   * @param tags the user's choice, or null for all of the kinds
   * @param kinds which columns can be watched so
   * @param most how many at most
   */
  static FeaturePlan of(
      TrainingRows rows, int window, @Nullable List<String> tags, Set<Column.Kind> kinds, int most)
      throws TrainingException {
    FeaturePlan all = FeaturePlanner.plan(rows, rows.interval().multipliedBy(window));
    if (tags != null) {
      requireKnown(tags, all, kinds);
    }
    FeaturePlan plan =
        all.only(
            column ->
                kinds.contains(column.kind()) && (tags == null || tags.contains(column.tag())));
    int count = watched(plan).length;
    if (count == 0) {
      throw new TrainingException("none of the tags to watch moved in training");
    }
    if (count > most) {
      throw new TrainingException(
          "%d tags would be watched one by one, at most %d are possible: name those that matter under tags"
              .formatted(count, most));
    }
    return plan;
  }

  /** The columns that are watched, rising. */
  static int[] watched(FeaturePlan plan) {
    return plan.features().stream().mapToInt(feature -> feature.column()).distinct().toArray();
  }

  private static void requireKnown(
      Collection<String> tags, FeaturePlan plan, Set<Column.Kind> kinds) throws TrainingException {
    TreeSet<String> possible = new TreeSet<>();
    plan.columns().stream()
        .filter(column -> kinds.contains(column.kind()))
        .forEach(column -> possible.add(column.tag()));
    for (String tag : tags) {
      if (!possible.contains(tag)) {
        throw new TrainingException(
            "tags names %s, which cannot be watched; possible are %s"
                .formatted(tag, String.join(", ", possible)));
      }
    }
  }
}
