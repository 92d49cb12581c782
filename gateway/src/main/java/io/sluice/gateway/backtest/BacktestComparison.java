package io.sluice.gateway.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.backtest.BacktestException;
import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.csv.Content;
import io.sluice.analytics.csv.CsvException;
import io.sluice.analytics.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two runs side by side: each file that both have scored, before and now, and at how many rows the
 * alarm is another.
 *
 * @param against the earlier run's directory
 * @param lines the files of both
 * @param missing files that only one of them has
 */
public record BacktestComparison(Path against, List<Line> lines, List<String> missing) {
  /** What a report of a finished run is called in its directory. */
  public static final String REPORT = "report.json";

  private static final long LARGEST = 1L << 28;
  private static final int ROW = 0;
  private static final int ALARM = 3;

  /**
   * One file.
   *
   * @param result its name in both directories
   * @param before figures of the earlier run
   * @param now figures of this run
   * @param otherwise rows with an alarm in one of them only
   */
  public record Line(String result, JsonNode before, JsonNode now, long otherwise) {
    /** The cells of a table's line: each figure before and now. */
    public List<String> cells() {
      return List.of(
          result,
          pair("alarms", 0),
          pair("falseAlarms", 0),
          pair("f1", 3),
          pair("far", 3),
          pair("mar", 3),
          pair("eventsFound", 0),
          pair("meanDelayRows", 1),
          String.valueOf(otherwise));
    }

    private String pair(String name, int decimals) {
      String then = text(before.path(name), decimals);
      String here = text(now.path(name), decimals);
      return then.equals(here) ? here : then + " → " + here;
    }

    private static String text(JsonNode value, int decimals) {
      return value.isNumber()
          ? String.format(Locale.ROOT, "%." + decimals + "f", value.asDouble())
          : "-";
    }
  }

  /** The names of {@link Line#cells}. */
  public static List<String> header() {
    return List.of(
        "file",
        "alarms",
        "false",
        "F1",
        "FAR",
        "MAR",
        "events found",
        "delay rows",
        "rows otherwise");
  }

  /**
   * Compares.
   *
   * @param report this run's
   * @param results where a file of this run's results is
   * @throws BacktestException where the other directory holds no finished run
   */
  public static BacktestComparison of(JsonNode report, Function<String, Path> results, Path against)
      throws BacktestException {
    JsonNode earlier = read(against.resolve(REPORT));
    List<Line> lines = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (JsonNode now : report.path("files")) {
      String name = now.path("result").asText();
      Optional<JsonNode> before = named(earlier, name);
      if (before.isPresent()) {
        long otherwise = otherwise(against.resolve(name), results.apply(name));
        lines.add(new Line(name, before.get(), now, otherwise));
      } else {
        missing.add(name + " only now");
      }
    }
    for (JsonNode before : earlier.path("files")) {
      String name = before.path("result").asText();
      if (named(report, name).isEmpty()) {
        missing.add(name + " only before");
      }
    }
    return new BacktestComparison(against, lines, missing);
  }

  /** For programs. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("against", against.toString());
    ArrayNode files = json.putArray("files");
    for (Line line : lines) {
      ObjectNode file = files.addObject();
      file.put("result", line.result()).put("rowsOtherwise", line.otherwise());
      for (String name :
          List.of("alarms", "falseAlarms", "f1", "far", "mar", "eventsFound", "meanDelayRows")) {
        ObjectNode both = file.putObject(name);
        copy(line.before().path(name), both, "before");
        copy(line.now().path(name), both, "now");
      }
    }
    ArrayNode only = json.putArray("missing");
    missing.forEach(only::add);
    return json;
  }

  private static void copy(JsonNode figure, ObjectNode to, String name) {
    if (figure.isNumber()) {
      to.set(name, figure);
    }
  }

  private static Optional<JsonNode> named(JsonNode report, String result) {
    for (JsonNode file : report.path("files")) {
      if (file.path("result").asText().equals(result)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static JsonNode read(Path file) throws BacktestException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("it is larger than any report");
      }
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException none) {
      throw new BacktestException(
          Trouble.ASKED,
          file + ": no report of a finished run; --against takes the --out of an earlier one",
          none);
    }
  }

  private static long otherwise(Path before, Path now) throws BacktestException {
    long otherwise = 0;
    try (CsvFile first = CsvFile.open(before);
        CsvFile second = CsvFile.open(now)) {
      boolean more = first.next() && second.next();
      while (more) {
        double left = number(first, ROW);
        double right = number(second, ROW);
        if (left == right) {
          otherwise += number(first, ALARM) == number(second, ALARM) ? 0 : 1;
        }
        more = (left > right || first.next()) && (right > left || second.next());
      }
      return otherwise;
    } catch (CsvException bad) {
      throw new BacktestException(Trouble.DATA, String.valueOf(bad.getMessage()), bad);
    }
  }

  private static double number(CsvFile row, int column) throws CsvException {
    if (column >= row.header().size() || row.content(column) != Content.NUMBER) {
      throw row.problem("is no line of row,time,score,alarm");
    }
    return row.value();
  }
}
