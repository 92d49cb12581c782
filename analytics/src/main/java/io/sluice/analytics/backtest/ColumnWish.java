package io.sluice.analytics.backtest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of a file's columns.
 *
 * @param label column that is other than 0 in faulty rows, or null where nobody knows
 * @param time column with times, or null to find it
 * @param ignored columns that are no tags
 */
public record ColumnWish(@Nullable String label, @Nullable String time, Set<String> ignored) {
  public ColumnWish {
    ignored = Set.copyOf(ignored);
  }

  /**
   * For a file of normal operation, which has no need of labels, nor of columns that are ignored
   * elsewhere; where it has them, they are no tags.
   */
  ColumnWish forTraining(List<String> header) {
    Set<String> others = new HashSet<>(ignored);
    if (label != null) {
      others.add(label);
    }
    others.retainAll(header);
    return new ColumnWish(null, time != null && header.contains(time) ? time : null, others);
  }
}
