package io.sluice.gateway.backtest;

import io.sluice.analytics.backtest.AlarmReport;
import io.sluice.analytics.backtest.BacktestReport;
import io.sluice.analytics.backtest.DetectorReport;
import io.sluice.analytics.backtest.FileReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backtest's report as one page that needs nothing else: no script, no network, light or dark as
 * the reader likes it.
 */
public final class BacktestPage {
  /** Most tags drawn in all files together: about 15 MB. */
  private static final int MOST_DRAWN = 1200;

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Sluice backtest</title>
      <style>
      """;

  private final BacktestReport report;
  private final @Nullable BacktestComparison comparison;
  private final FigureCells cells;
  private final Markup page = new Markup();

  private BacktestPage(BacktestReport report, @Nullable BacktestComparison comparison) {
    this.report = report;
    this.comparison = comparison;
    this.cells = new FigureCells(report);
  }

  /**
   * The page.
   *
   * @param comparison with an earlier run, or null
   */
  public static String of(BacktestReport report, @Nullable BacktestComparison comparison) {
    return new BacktestPage(report, comparison).build();
  }

  private String build() {
    page.raw(HEAD + style() + "</style>\n</head>\n<body>\n<main>").in("h1", "Backtest");
    page.in(
        "p",
        "class=\"note\"",
        "Each row judged by what was before it, as a gateway would have. Score 1.0 is the threshold;"
            + " an alarm is a score that stayed there. F1, FAR and MAR count rows.");
    table();
    compared();
    int drawn = Math.max(2, MOST_DRAWN / Math.max(1, report.files().size()));
    for (int i = 0; i < report.files().size(); i++) {
      file(report.files().get(i), "file-" + i, drawn);
    }
    return page.raw("</main>\n</body>\n</html>").toString();
  }

  private void table() {
    page.raw("<div class=\"wide\"><table><thead><tr>");
    cells.header().forEach(name -> page.in("th", name));
    page.raw("</tr></thead><tbody>");
    for (int i = 0; i < report.files().size(); i++) {
      FileReport file = report.files().get(i);
      row("", cells.of(file.result(), file.combined()), "#file-" + i);
      if (file.detectors().size() > 1) {
        for (DetectorReport one : file.detectors()) {
          row("", cells.of("· " + one.name(), one.figures()), "");
        }
      }
    }
    if (report.files().size() > 1) {
      row(" class=\"total\"", cells.of("all files", report.total()), "");
    }
    page.raw("</tbody></table></div>");
  }

  private void compared() {
    if (comparison == null) {
      return;
    }
    page.in("h2", "Compared with " + comparison.against());
    page.raw("<div class=\"wide\"><table><thead><tr>");
    BacktestComparison.header().forEach(name -> page.in("th", name));
    page.raw("</tr></thead><tbody>");
    comparison.lines().forEach(line -> row("", line.cells(), ""));
    page.raw("</tbody></table></div>");
    comparison.missing().forEach(name -> page.in("p", "class=\"note\"", name));
  }

  private void row(String attributes, List<String> texts, String link) {
    page.raw("<tr" + attributes + ">");
    for (int i = 0; i < texts.size(); i++) {
      if (i == 0 && !link.isEmpty()) {
        page.raw("<td><a href=\"" + link + "\">" + Markup.safe(texts.get(i)) + "</a></td>");
      } else {
        page.in("td", texts.get(i));
      }
    }
    page.raw("</tr>");
  }

  private void file(FileReport file, String anchor, int drawn) {
    page.raw("<section id=\"" + anchor + "\">").in("h2", file.result());
    page.raw("<ul>");
    page.in(
        "li",
        file.trainRows() + " rows to learn from" + leftOut(file) + ", read from " + file.file());
    file.notes().forEach(note -> page.in("li", note));
    page.raw("</ul>");
    new FilePlot(file, page).draw(drawn);
    file.detectors().forEach(this::detector);
    page.raw("</section>");
  }

  private static String leftOut(FileReport file) {
    return file.leftOutRows() == 0
        ? ""
        : " (" + file.leftOutRows() + " with an unusable cell left out)";
  }

  private void detector(DetectorReport detector) {
    List<AlarmReport> alarms = detector.alarms();
    if (!alarms.isEmpty()) {
      String some =
          alarms.size() < detector.figures().alarms()
              ? "first " + alarms.size() + " alarms"
              : "alarms";
      page.raw("<details open>").in("summary", detector.name() + ": " + some);
      page.raw("<div class=\"wide\"><table><thead><tr><th>rows</th><th class=\"text\">time</th>");
      page.raw("<th>score</th><th class=\"text\">because</th></tr></thead><tbody>");
      alarms.forEach(this::alarm);
      page.raw("</tbody></table></div></details>");
    }
    page.raw("<details>").in("summary", detector.name() + ": what was learnt and how rows went");
    page.raw("<table><tbody>");
    detector
        .verdicts()
        .forEach((verdict, rows) -> pair("rows " + verdict.label(), String.valueOf(rows)));
    detector.parameters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> pair(one.getKey(), one.getValue()));
    page.raw("</tbody></table></details>");
  }

  private void pair(String name, String value) {
    page.raw("<tr>").in("td", name).in("td", "class=\"text\"", value).raw("</tr>");
  }

  private void alarm(AlarmReport alarm) {
    String until = alarm.lastRow() < 0 ? "the end" : String.valueOf(alarm.lastRow());
    page.raw("<tr>").in("td", alarm.firstRow() + " to " + until);
    page.in("td", "class=\"text\"", alarm.time());
    page.in("td", String.format(Locale.ROOT, "%.2f", alarm.score()));
    page.in("td", "class=\"text\"", String.join("; ", alarm.because())).raw("</tr>");
  }

  private static String style() {
    try (InputStream css = BacktestPage.class.getResourceAsStream("page.css")) {
      if (css == null) {
        throw new IllegalStateException("page.css is not in the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("page.css cannot be read from the jar", broken);
    }
  }
}
