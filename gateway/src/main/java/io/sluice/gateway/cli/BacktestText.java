package io.sluice.gateway.cli;

import io.sluice.analytics.backtest.BacktestReport;
import io.sluice.analytics.backtest.DetectorReport;
import io.sluice.analytics.backtest.Figures;
import io.sluice.analytics.backtest.FileReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A backtest's table, for a person. */
final class BacktestText {
  private static final double TWO_DAYS = 2 * 86_400;

  private final PrintWriter out;

  BacktestText(PrintWriter out) {
    this.out = out;
  }

  void print(BacktestReport report) {
    boolean hours = report.total().normalSeconds() < TWO_DAYS;
    boolean labelled = report.labelled();
    Table table = new Table(header(labelled, hours));
    for (FileReport file : report.files()) {
      row(table, file.result(), file.combined(), labelled, hours);
      if (file.detectors().size() > 1) {
        for (DetectorReport one : file.detectors()) {
          row(table, "  " + one.name(), one.figures(), labelled, hours);
        }
      }
    }
    if (report.files().size() > 1) {
      row(table, "all files", report.total(), labelled, hours);
    }
    table.print(out);
    report.files().forEach(this::notes);
    out.flush();
  }

  private static String[] header(boolean labelled, boolean hours) {
    List<String> header = new ArrayList<>(List.of("file", "rows", "no verdict", "alarms"));
    String per = hours ? "/h" : "/week";
    if (labelled) {
      header.addAll(List.of("false", "false" + per, "F1", "FAR", "MAR", "events", "delay"));
    } else {
      header.add("alarms" + per);
    }
    return header.toArray(String[]::new);
  }

  private static void row(
      Table table, String name, Figures figures, boolean labelled, boolean hours) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(String.valueOf(figures.rows()));
    cells.add(String.valueOf(figures.rows() - figures.verdicts()));
    cells.add(String.valueOf(figures.alarms()));
    OptionalDouble rate = hours ? figures.falseAlarmsPerHour() : figures.falseAlarmsPerWeek();
    if (labelled) {
      cells.add(String.valueOf(figures.falseAlarms()));
      cells.add(number("%.2f", rate));
      cells.add(number("%.3f", figures.f1()));
      cells.add(percent(figures.far()));
      cells.add(percent(figures.mar()));
      cells.add(figures.eventsFound() + " of " + figures.events());
      cells.add(delay(figures));
    } else {
      cells.add(number("%.2f", rate));
    }
    table.row(cells.toArray(String[]::new));
  }

  private void notes(FileReport file) {
    for (DetectorReport one : file.detectors()) {
      List<String> without = new ArrayList<>();
      one.verdicts()
          .forEach(
              (verdict, rows) -> {
                if (verdict != io.sluice.analytics.Verdict.SCORED) {
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

  private static String delay(Figures figures) {
    OptionalDouble seconds = figures.meanDelaySeconds();
    OptionalDouble rows = figures.meanDelayRows();
    return seconds.isEmpty() || rows.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT, "%.1f rows, %.0f s", rows.getAsDouble(), seconds.getAsDouble());
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "-";
  }

  private static String number(String form, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, form, value.getAsDouble()) : "-";
  }
}
