package io.sluice.gateway.backtest;

import io.sluice.analytics.backtest.BacktestReport;
import io.sluice.analytics.backtest.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as the cells of a table, alike on the terminal and on the page. */
public final class FigureCells {
  private static final double TWO_DAYS = 2 * 86_400;

  private final boolean labelled;
  private final boolean hours;

  /** Columns that suit the report: with labels or without, rates by the hour or the week. */
  public FigureCells(BacktestReport report) {
    labelled = report.labelled();
    hours = report.total().normalSeconds() < TWO_DAYS;
  }

  public List<String> header() {
    List<String> header = new ArrayList<>(List.of("file", "rows", "no verdict", "alarms"));
    String per = hours ? "/h" : "/week";
    if (labelled) {
      header.addAll(List.of("false", "false" + per, "F1", "FAR", "MAR", "events", "delay"));
    } else {
      header.add("alarms" + per);
    }
    return header;
  }

  /** The cells of one line. */
  public List<String> of(String name, Figures figures) {
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
    return cells;
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
