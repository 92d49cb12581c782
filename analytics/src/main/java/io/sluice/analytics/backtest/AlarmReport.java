package io.sluice.analytics.backtest;

import java.util.List;

/**
 * An alarm and why.
 *
 * @param detector who raised it
 * @param firstRow row of the file at which it was raised
 * @param lastRow last row at which it stood, -1 where it stood at the end of the file
 * @param time of the first row, as written in the file; empty where it has no times
 * @param score when it was raised
 * @param because the tags that made it, in words, most important first
 */
public record AlarmReport(
    String detector, long firstRow, long lastRow, String time, double score, List<String> because) {
  AlarmReport until(long row) {
    return new AlarmReport(detector, firstRow, row, time, score, because);
  }
}
