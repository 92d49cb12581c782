package io.sluice.gateway.backtest;

import io.sluice.analytics.backtest.BacktestReport;

/** A backtest's report as a page. */
public final class BacktestPage {
  private BacktestPage() {}

  public static String of(BacktestReport report) {
    return "<!doctype html>\n" + report.files().size();
  }
}
