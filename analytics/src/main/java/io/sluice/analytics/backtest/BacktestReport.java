package io.sluice.analytics.backtest;

import java.util.List;

/**
 * What came of a backtest.
 *
 * @param files each file, in the order asked for
 */
public record BacktestReport(List<FileReport> files) {
  /** All files, pooled by rows. */
  public Figures total() {
    return files.stream().map(FileReport::combined).reduce(Figures.NONE, Figures::plus);
  }

  public boolean labelled() {
    return files.stream().allMatch(FileReport::labelled);
  }
}
