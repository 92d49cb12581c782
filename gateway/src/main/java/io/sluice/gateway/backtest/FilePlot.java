package io.sluice.gateway.backtest;

import io.sluice.analytics.backtest.FileReport;
import io.sluice.analytics.backtest.Trace;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** One file drawn: score, alarms, labels and each tag, one below the other over the same rows. */
final class FilePlot {
  private static final double HEIGHT = 100;
  private static final double LEAST_SCORE = 0.1;
  private static final int OPEN_TAGS = 12;

  private final FileReport file;
  private final Trace trace;
  private final Markup page;

  FilePlot(FileReport file, Markup page) {
    this.file = file;
    this.trace = file.trace();
    this.page = page;
  }

  /** Draws it with at most so many tags. */
  void draw(int mostTags) {
    page.raw("<div class=\"plot\">");
    score();
    band("alarm", trace::alarm);
    if (file.labelled()) {
      band("fault", trace::faulty);
    }
    int tags = Math.min(mostTags, trace.tags());
    for (int tag = 0; tag < Math.min(OPEN_TAGS, tags); tag++) {
      tag(tag);
    }
    rows();
    page.raw("</div>");
    if (tags > OPEN_TAGS) {
      page.raw("<details>").in("summary", (tags - OPEN_TAGS) + " more tags");
      page.raw("<div class=\"plot\">");
      for (int tag = OPEN_TAGS; tag < tags; tag++) {
        tag(tag);
      }
      rows();
      page.raw("</div></details>");
    }
    if (tags < file.tags().size()) {
      page.in("p", "class=\"note\"", tags + " of " + file.tags().size() + " tags are drawn.");
    }
  }

  private void rows() {
    page.raw("<div class=\"rows\">")
        .in("span", "row 0")
        .in("span", "shaded: training, then rows to " + (trace.rows() - 1))
        .raw("</div>");
  }

  /** On a logarithmic axis, since a fault may score a hundred times the threshold. */
  private void score() {
    double top = 10;
    for (int bucket = 0; bucket < trace.buckets(); bucket++) {
      top = Math.max(top, trace.highScore(bucket));
    }
    double most = top;
    name("score", "dashed: threshold 1.0; top " + plain(most));
    begin("score", "score over rows, logarithmic, threshold 1.0, highest " + plain(most));
    double limit = onAxis(1, most);
    page.raw(
        "<line class=\"limit\" x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
            .formatted(trace.buckets(), plain(limit), plain(limit)));
    shape(
        "score",
        bucket -> onAxis(trace.lowScore(bucket), most),
        bucket -> onAxis(trace.highScore(bucket), most),
        bucket -> trace.lowScore(bucket) <= trace.highScore(bucket));
    page.raw("</svg>");
  }

  private static double onAxis(double score, double top) {
    double share =
        Math.log(Math.max(score, LEAST_SCORE) / LEAST_SCORE) / Math.log(top / LEAST_SCORE);
    return HEIGHT * (1 - share);
  }

  private void tag(int tag) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int bucket = 0; bucket < trace.buckets(); bucket++) {
      low = Math.min(low, trace.low(tag, bucket));
      high = Math.max(high, trace.high(tag, bucket));
    }
    String name = file.tags().get(tag);
    String range = low > high ? "no value" : plain(low) + " to " + plain(high);
    name(name, range);
    begin("", name + " over rows, " + range);
    page.raw(runs("veil", trace::alarm));
    double bottom = low;
    double span = high > low ? high - low : 1;
    shape(
        "tag",
        bucket -> HEIGHT * (0.97 - 0.94 * (trace.low(tag, bucket) - bottom) / span),
        bucket -> HEIGHT * (0.97 - 0.94 * (trace.high(tag, bucket) - bottom) / span),
        bucket -> trace.low(tag, bucket) <= trace.high(tag, bucket));
    page.raw("</svg>");
  }

  private void band(String what, IntPredicate on) {
    name(what, "");
    begin("band", "rows with " + what);
    page.raw(runs(what, on)).raw("</svg>");
  }

  private void name(String name, String range) {
    page.raw("<div class=\"name\">").in("span", name).in("small", range).raw("</div>");
  }

  private void begin(String kind, String says) {
    double training = (double) trace.trainRows() / trace.rowsPerBucket();
    page.raw(
        "<svg class=\"%s\" viewBox=\"0 0 %d 100\" preserveAspectRatio=\"none\" role=\"img\""
                .formatted(kind, Math.max(1, trace.buckets()))
            + " aria-label=\""
            + Markup.safe(says)
            + "\"><rect class=\"train\" width=\""
            + plain(training)
            + "\" height=\"100\"/>");
  }

  /** From the highest values and back along the lowest, anew behind each bucket without any. */
  private void shape(
      String kind, IntToDoubleFunction low, IntToDoubleFunction high, IntPredicate there) {
    StringBuilder path = new StringBuilder();
    int bucket = 0;
    while (bucket < trace.buckets()) {
      int begin = bucket;
      while (bucket < trace.buckets() && there.test(bucket)) {
        path.append(bucket == begin ? 'M' : 'L');
        point(path, bucket, high);
        bucket++;
      }
      for (int back = bucket - 1; back >= begin; back--) {
        path.append('L');
        point(path, back, low);
      }
      path.append(bucket > begin ? "Z" : "");
      bucket += bucket == begin ? 1 : 0;
    }
    page.raw("<path class=\"" + kind + "\" d=\"" + path + "\"/>");
  }

  private static void point(StringBuilder path, int bucket, IntToDoubleFunction y) {
    long tenths = Math.round(10 * y.applyAsDouble(bucket));
    path.append(bucket).append(".5 ").append(tenths / 10.0);
  }

  private String runs(String kind, IntPredicate on) {
    StringBuilder rectangles = new StringBuilder();
    for (int bucket = 0; bucket < trace.buckets(); bucket++) {
      int begin = bucket;
      while (bucket < trace.buckets() && on.test(bucket)) {
        bucket++;
      }
      if (bucket > begin) {
        rectangles.append(
            "<rect class=\"%s\" x=\"%d\" width=\"%d\" height=\"100\"/>"
                .formatted(kind, begin, bucket - begin));
      }
    }
    return rectangles.toString();
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    String form = size >= 1e6 || (size < 1e-3 && size > 0) ? "%.3g" : size >= 100 ? "%.0f" : "%.4g";
    return String.format(Locale.ROOT, form, value);
  }
}
