package io.sluice.analytics.plant;

import io.sluice.analytics.Column;
import io.sluice.analytics.HeaderColumns;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.List;

/**
 * A file of a plant's rows with the truth beside it, as a historian's file would be: only names, an
 * interval and numbers.
 */
public final class LabelledRows {
  /**
   * What is known of a file before its rows.
   *
   * @param plant which plant
   * @param names of the header
   * @param interval between rows
   * @param training how many of the first rows to train on
   */
  record Head(String plant, List<String> names, Duration interval, int training) {}

  private final Head head;
  private final double[][] values;
  private final boolean[] faulty;

  LabelledRows(Head head, double[][] values, boolean[] faulty) {
    this.head = head;
    this.values = values;
    this.faulty = faulty;
  }

  public String plant() {
    return head.plant;
  }

  public Duration interval() {
    return head.interval;
  }

  /** How many of the first rows to train on. */
  public int training() {
    return head.training;
  }

  public boolean faulty(int row) {
    return faulty[row];
  }

  public List<Column> columns() {
    return HeaderColumns.of(head.names);
  }

  public int size() {
    return values.length;
  }

  public void read(int index, Row into) {
    for (int column = 0; column < head.names.size(); column++) {
      into.set(column, values[index][column]);
    }
    into.time(index * head.interval.toNanos());
  }

  public TrainingRows trainingRows() {
    TrainingRows rows = new TrainingRows(columns(), head.training);
    Row row = new Row(head.names.size());
    for (int i = 0; i < head.training; i++) {
      read(i, row);
      rows.add(row);
    }
    return rows;
  }
}
