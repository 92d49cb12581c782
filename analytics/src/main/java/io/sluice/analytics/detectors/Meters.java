package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.util.List;

/** Rows of an asset that has nothing but meters: there a meter is what is to be watched. */
final class Meters {
  private Meters() {}

  /** The rows, their counters as process tags where there is no other tag to judge. */
  static TrainingRows asProcess(TrainingRows rows) {
    List<Column> columns = rows.columns();
    boolean others =
        columns.stream()
            .map(Column::kind)
            .anyMatch(kind -> kind == Column.Kind.PROCESS || kind == Column.Kind.THERMAL);
    if (others) {
      return rows;
    }
    TrainingRows changed =
        new TrainingRows(columns.stream().map(Meters::judged).toList(), rows.capacity());
    Row row = new Row(columns.size());
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      changed.add(row);
    }
    return changed;
  }

  private static Column judged(Column column) {
    return column.kind() == Column.Kind.COUNTER
        ? new Column(column.tag(), column.unit(), Column.Kind.PROCESS, column.low(), column.high())
        : column;
  }
}
