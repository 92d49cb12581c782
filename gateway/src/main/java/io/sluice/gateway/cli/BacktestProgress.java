package io.sluice.gateway.cli;

import io.sluice.analytics.backtest.Backtest;
import io.sluice.analytics.backtest.BacktestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a backtest is, for a person at a terminal; nothing elsewhere. */
final class BacktestProgress implements Backtest.Progress, AutoCloseable {
  private final List<Long> before = new ArrayList<>();
  private final @Nullable ProgressBar bar;

  BacktestProgress(Terminal terminal, BacktestPlan plan) {
    long total = 0;
    for (Path file : plan.files()) {
      before.add(total);
      total += size(file);
    }
    bar = terminal.colour() == Terminal.Colour.ON ? bar(total) : null;
  }

  @Override
  public void at(int file, long bytes) {
    if (bar != null) {
      bar.stepTo(before.get(file) + bytes);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** A file that cannot be asked is told of when it is read. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unknown) {
      return 0;
    }
  }

  private static ProgressBar bar(long total) {
    return new ProgressBarBuilder()
        .setTaskName("backtest")
        .setInitialMax(total)
        .setUnit(" MB", 1_000_000)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }
}
