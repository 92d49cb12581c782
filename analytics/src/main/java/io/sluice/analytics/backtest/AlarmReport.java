package io.sluice.analytics.backtest;

import java.util.List;

/**
 * An alarm and why.
 *
 * @param detector who raised it
 * @param firstRow row of the file at which it was raised
 * @param lastRow last row at which it stood, -1 where it stood at the end of the file
 * @param score when it was raised
 * @param because the tags that made it, in words, most important first
 */
public record AlarmReport(
    String detector, long firstRow, long lastRow, double score, List<String> because) {
  AlarmReport until(long row) {
    return new AlarmReport(detector, firstRow, row, score, because);
  }
}
