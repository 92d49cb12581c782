package io.sluice.analytics.backtest;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.alarms.AlarmOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which detectors are tried. */
public sealed interface Watchers {
  /**
   * Those that watch such rows where the user names none.
   *
   * @param options usual options of each kind that has such, by its name
   */
  record Usual(Map<String, Record> options) implements Watchers {
    Watcher of(DetectorKind<?> kind) {
      Record usual = options.get(kind.name());
      if (usual == null) {
        throw new IllegalStateException(kind.name() + " is usual, yet has no usual options");
      }
      return new Watcher(kind.name(), kind, usual, 1, null);
    }
  }

  /** These, trained on the training rows of each file. */
  record Chosen(List<Watcher> watchers) implements Watchers {}

  /** These models as they are; nothing is trained. */
  record Stored(List<StoredWatcher> watchers) implements Watchers {}

  /**
   * A saved model.
   *
   * @param name what the report calls it
   * @param model what was learnt
   * @param alarm when its score becomes an alarm, or null for {@link AlarmOptions#ofRows}
   */
  record StoredWatcher(String name, TrainedModel model, @Nullable AlarmOptions alarm) {}
}
