package io.sluice.gateway.cli;

import io.sluice.analytics.Verdict;
import io.sluice.analytics.backtest.BacktestReport;
import io.sluice.analytics.backtest.DetectorReport;
import io.sluice.analytics.backtest.Figures;
import io.sluice.analytics.backtest.FileReport;
import io.sluice.gateway.backtest.BacktestComparison;
import io.sluice.gateway.backtest.FigureCells;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A backtest's table, for a person. */
final class BacktestText {
  private final PrintWriter out;

  BacktestText(PrintWriter out) {
    this.out = out;
  }

  void print(BacktestReport report) {
    FigureCells cells = new FigureCells(report);
    Table table = new Table(cells.header().toArray(String[]::new));
    for (FileReport file : report.files()) {
      row(table, cells, file.result(), file.combined());
      if (file.detectors().size() > 1) {
        file.detectors().forEach(one -> row(table, cells, "  " + one.name(), one.figures()));
      }
    }
    if (report.files().size() > 1) {
      row(table, cells, "all files", report.total());
    }
    table.print(out);
    report.files().forEach(this::notes);
    out.flush();
  }

  /** An earlier run beside this one. */
  void print(BacktestComparison comparison) {
    out.println();
    out.println("compared with " + comparison.against() + ", before → now");
    Table table = new Table(BacktestComparison.header().toArray(String[]::new));
    comparison.lines().forEach(line -> table.row(line.cells().toArray(String[]::new)));
    table.print(out);
    comparison.missing().forEach(out::println);
    out.flush();
  }

  private static void row(Table table, FigureCells cells, String name, Figures figures) {
    table.row(cells.of(name, figures).toArray(String[]::new));
  }

  private void notes(FileReport file) {
    for (DetectorReport one : file.detectors()) {
      List<String> without = new ArrayList<>();
      one.verdicts()
          .forEach(
              (verdict, rows) -> {
                if (verdict != Verdict.SCORED) {
                  without.add(verdict.label() + " " + rows);
                }
              });
      if (!without.isEmpty()) {
        out.println(
            file.result() + ": " + one.name() + ": no verdict: " + String.join(", ", without));
      }
    }
    file.notes().forEach(note -> out.println(file.result() + ": " + note));
  }
}
