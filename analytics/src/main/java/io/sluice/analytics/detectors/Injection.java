package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;

/**
 * A stretch of training rows with a small deviation put in, and some untouched rows after it: what
 * a detector is asked when nobody has faults to show it. Deviations are those that plants' faults
 * are made of, about as large as is hard to see: one tag's level by one or two deviations, its
 * spread doubled, its ties to the other tags broken, a drift, two tags against each other.
 */
final class Injection {
  /** Rows with the deviation. */
  static final int ROWS = 60;

  /** Rows after it, in which an alarm should clear. */
  static final int AFTER = 40;

  /** How many different ones there are; more differ only in tag and place. */
  private static final int FORMS = 6;

  private static final int COUNT = 24;

  private final TrainingRows rows;
  private final FeaturePlan plan;
  private final int number;
  private final int tag;
  private final int start;

  private Injection(TrainingRows rows, FeaturePlan plan, int[] tags, int number) {
    this.rows = rows;
    this.plan = plan;
    this.number = number;
    this.tag = tags[(number / FORMS * 5 + number) % tags.length];
    int room = rows.size() - ROWS - AFTER;
    this.start = (int) ((number + 0.5) / COUNT * room);
  }

  /** Fewest rows that there is room in for all. */
  static boolean possible(TrainingRows rows) {
    return rows.size() >= 2 * (ROWS + AFTER);
  }

  /** The same for each call, all over the training rows and the tags of the plan. */
  static Injection[] into(TrainingRows rows, FeaturePlan plan) {
    int[] tags = plan.features().stream().mapToInt(f -> f.column()).distinct().toArray();
    Injection[] all = new Injection[COUNT];
    for (int number = 0; number < COUNT; number++) {
      all[number] = new Injection(rows, plan, tags, number);
    }
    return all;
  }

  /** First row with the deviation. */
  int start() {
    return start;
  }

  /** First row no longer there. */
  int end() {
    return Math.min(rows.size(), start + ROWS + AFTER);
  }

  /** Writes a row of the stretch, or one before it, as it is now. */
  void read(int row, Row into) {
    rows.read(row, into);
    if (row < start || row >= start + ROWS) {
      return;
    }
    int sign = number % 2 == 0 ? -1 : 1;
    switch (number % FORMS) {
      case 0 -> move(into, tag, sign);
      case 1 -> move(into, tag, 2 * sign);
      case 2 -> into.set(tag, 2 * rows.value(row, tag) - mean());
      case 3 -> into.set(tag, rows.value((row + rows.size() / 2) % rows.size(), tag));
      case 4 -> move(into, tag, 3.0 * sign * (row - start) / ROWS);
      default -> {
        move(into, tag, 0.7 * sign);
        move(into, other(), -0.7 * sign);
      }
    }
  }

  private void move(Row into, int column, double deviations) {
    into.set(column, into.value(column) + deviations * plan.scale().get(column));
  }

  private double mean() {
    double sum = 0;
    for (int row = start; row < start + ROWS; row++) {
      sum += rows.value(row, tag);
    }
    return sum / ROWS;
  }

  private int other() {
    int column = tag;
    for (int i = 0; i < 3; i++) {
      do {
        column = (column + 1) % plan.columns().size();
      } while (!(plan.scale().get(column) > 0));
    }
    return column;
  }
}
