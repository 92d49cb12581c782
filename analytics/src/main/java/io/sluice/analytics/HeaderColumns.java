package io.sluice.analytics;

import java.util.List;

/** Columns of a historian's file of which only the header is known. */
public final class HeaderColumns {
  private HeaderColumns() {}

  /** A column for each name of a header row. */
  public static List<Column> of(List<String> names) {
    return names.stream().map(name -> Column.process(name, "")).toList();
  }
}
