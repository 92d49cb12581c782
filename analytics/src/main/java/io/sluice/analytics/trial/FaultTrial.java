package io.sluice.analytics.trial;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts faults into copies of recent clean rows of the plant and counts those that a model raises an
 * alarm for: bias, drift and stuck, on one tag after another. Champion and shadow are tried on the
 * same rows, which came after both were trained. The plant sees nothing of it. Takes up to a few
 * hundred thousand scores: never on a loop that has other work.
 *
 * <p>It is a comparison, no promise: real faults move several tags, and a tag that others explain
 * is easier to miss than one that stands alone.
 */
public final class FaultTrial {
  /** Rows scored for each fault: the first half is left as it was, to fill the windows. */
  private static final int ROWS = 600;

  /** Fewer rows say nothing. */
  private static final int FEWEST = 100;

  private static final int MOST_TAGS = 12;

  /** Size of bias and of the drift at its end, in standard deviations of the tag. */
  private static final double SIZE = 3;

  private final TrainingRows rows;
  private final AlarmOptions alarm;
  private final int first;
  private final int half;

  private enum Fault {
    BIAS,
    DRIFT,
    STUCK
  }

  /**
   * @param rows clean rows, oldest first; the newest 600 are used
   * @param alarm when a score becomes an alarm
   */
  public FaultTrial(TrainingRows rows, AlarmOptions alarm) {
    this.rows = rows;
    this.alarm = alarm;
    this.first = Math.max(0, rows.size() - ROWS);
    this.half = (rows.size() - first) / 2;
  }

  /** Tries a detector, which is reset before each fault. */
  public FaultsFound of(Detector detector) {
    if (rows.size() < FEWEST) {
      return FaultsFound.NONE;
    }
    int found = 0;
    int tried = 0;
    for (int column : columns()) {
      double spread = spread(column);
      for (Fault fault : Fault.values()) {
        tried++;
        found += noticed(detector, column, fault, spread) ? 1 : 0;
      }
    }
    return new FaultsFound(found, tried);
  }

  /** Moving process and thermal tags, evenly picked. */
  private List<Integer> columns() {
    List<Integer> moving = new ArrayList<>();
    for (int column = 0; column < rows.columns().size(); column++) {
      Column.Kind kind = rows.columns().get(column).kind();
      boolean judged = kind == Column.Kind.PROCESS || kind == Column.Kind.THERMAL;
      if (judged && spread(column) > 0) {
        moving.add(column);
      }
    }
    int step = Math.max(1, (moving.size() + MOST_TAGS - 1) / MOST_TAGS);
    List<Integer> picked = new ArrayList<>();
    for (int i = 0; i < moving.size(); i += step) {
      picked.add(moving.get(i));
    }
    return picked;
  }

  /** An alarm that stands before the fault, or raised where there is none yet, notices nothing. */
  private boolean noticed(Detector detector, int column, Fault fault, double spread) {
    AlarmLogic logic = new AlarmLogic(alarm);
    Row row = new Row(rows.columns().size());
    detector.reset();
    for (int index = first; index < rows.size(); index++) {
      rows.read(index, row);
      int since = index - first - half;
      if (since >= 0) {
        row.set(column, faulty(column, index, fault, spread));
      }
      Verdict verdict = detector.update(row);
      double score = verdict == Verdict.SCORED ? detector.score() : 0;
      Transition transition = logic.update(verdict, score, detector.offLevel(), row.time());
      if (since >= 0 && transition == Transition.RAISED) {
        return true;
      }
    }
    return false;
  }

  private double faulty(int column, int index, Fault fault, double spread) {
    int since = index - first - half;
    return switch (fault) {
      case BIAS -> rows.value(index, column) + SIZE * spread;
      case DRIFT -> rows.value(index, column) + SIZE * spread * since / half;
      case STUCK -> rows.value(first + half, column);
    };
  }

  private double spread(int column) {
    double mean = 0;
    double squares = 0;
    int count = 0;
    for (int index = 0; index < rows.size(); index++) {
      double off = rows.value(index, column) - mean;
      mean += off / ++count;
      squares += off * (rows.value(index, column) - mean);
    }
    return Math.sqrt(squares / Math.max(1, count));
  }
}
