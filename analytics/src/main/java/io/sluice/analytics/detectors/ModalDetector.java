package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes each row to the detector of its operating mode. After a change of mode there is no verdict
 * for the settling time and until the windows of the detector that takes over are full; in a mode
 * that training has not seen there is none at all.
 */
final class ModalDetector implements Detector {
  private static final int NONE_YET = -3;

  private final Detector all;
  private final @Nullable Detector[] own;
  private final OperatingModes modes;
  private final long settle;
  private Detector active;
  private int mode = NONE_YET;
  private long settledAt = Long.MIN_VALUE;
  private boolean changed;
  private Verdict verdict = Verdict.WARMING_UP;

  /**
   * @param all serves the modes that have no detector of their own
   * @param own by mode
   * @param settle nanoseconds after a change of mode without a verdict
   */
  ModalDetector(Detector all, Map<Integer, Detector> own, OperatingModes modes, long settle) {
    this.all = all;
    this.own = new @Nullable Detector[modes.size()];
    own.forEach((of, detector) -> this.own[of] = detector);
    this.modes = modes;
    this.settle = settle;
    this.active = all;
  }

  @Override
  public List<Column> columns() {
    return all.columns();
  }

  @Override
  public Verdict update(Row row) {
    if (row.size() != columns().size()) {
      throw new IllegalArgumentException(
          "the row has " + row.size() + " cells, the model " + columns().size() + " columns");
    }
    int now = modes.of(row);
    if (now != OperatingModes.UNKNOWN && now != mode) {
      change(now, row.time());
    }
    if (mode == OperatingModes.UNSEEN || row.time() < settledAt) {
      verdict = Verdict.MODE_CHANGED;
      return verdict;
    }
    verdict = active.update(row);
    if (verdict == Verdict.SCORED) {
      changed = false;
    } else if (verdict == Verdict.WARMING_UP && changed) {
      verdict = Verdict.MODE_CHANGED;
    }
    return verdict;
  }

  @Override
  public double score() {
    requireScored();
    return active.score();
  }

  @Override
  public double offLevel() {
    return active.offLevel();
  }

  @Override
  public List<Contribution> contributions(int most) {
    requireScored();
    return active.contributions(most);
  }

  @Override
  public List<String> replacedTags() {
    return active.replacedTags();
  }

  @Override
  public void alarmStands(boolean stands) {
    active.alarmStands(stands);
  }

  @Override
  public void startAnew() {
    active.startAnew();
  }

  @Override
  public void reset() {
    all.reset();
    for (Detector detector : own) {
      if (detector != null) {
        detector.reset();
      }
    }
    active = all;
    mode = NONE_YET;
    settledAt = Long.MIN_VALUE;
    changed = false;
    verdict = Verdict.WARMING_UP;
  }

  private void change(int now, long nanos) {
    changed = mode != NONE_YET;
    settledAt = changed ? nanos + settle : Long.MIN_VALUE;
    mode = now;
    Detector next = now == OperatingModes.UNSEEN ? null : own[now];
    active = next == null ? all : next;
    if (changed) {
      active.startAnew();
    }
  }

  private void requireScored() {
    if (verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score: " + verdict.label());
    }
  }
}
