package io.sluice.gateway.options;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one form in which problems are shown: {@code path:line:col error code message}, the line with
 * a caret, one close suggestion, a fix to paste.
 */
public final class ProblemPrinter {
  private static final int WIDEST = 120;

  private final boolean colour;

  /**
   * Prints plainly or in colours.
   *
   * @param colour whether the text goes to a terminal that shows colours
   */
  public ProblemPrinter(boolean colour) {
    this.colour = colour;
  }

  /** Some lines, each ended. */
  public String text(Problem problem) {
    StringBuilder text = new StringBuilder();
    text.append(bold(problem.at().toString())).append("  ");
    text.append(severity(problem.severity())).append("  ").append(problem.code()).append("  ");
    text.append(visible(problem.message())).append('\n');
    text.append(excerpt(problem.at()));
    if (problem.suggestion() != null) {
      text.append("      did you mean ").append(problem.suggestion()).append("?\n");
    }
    if (problem.fix() != null) {
      text.append("      fix: ").append(problem.fix()).append('\n');
    }
    return text.toString();
  }

  /** The same for programs. */
  public static ObjectNode json(Problem problem) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", problem.path());
    json.put("line", problem.line());
    json.put("column", problem.column());
    json.put("severity", problem.severity().toString());
    json.put("code", problem.code().spelling());
    json.put("message", problem.message());
    json.put("suggestion", problem.suggestion());
    json.put("fix", problem.fix());
    return json;
  }

  /** The line that a place is in, and a caret below; nothing for a source as a whole. */
  public String excerpt(Position at) {
    if (at.line() == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    String line = visible(Masking.line(at.file().line(at.line())));
    int caret = Math.min(at.column() - 1, line.codePointCount(0, line.length()));
    int from = caret > WIDEST - 20 ? caret - WIDEST / 2 : 0;
    int start = line.offsetByCodePoints(0, from);
    String shown = line.substring(start);
    if (shown.codePointCount(0, shown.length()) > WIDEST) {
      shown = shown.substring(0, shown.offsetByCodePoints(0, WIDEST)) + "…";
    }
    String number = String.format("%5d | ", at.line());
    text.append(number).append(shown.stripTrailing()).append('\n');
    text.append("      | ").append(" ".repeat(caret - from)).append(red("^")).append('\n');
    return text.toString();
  }

  /** One column for each character, also for those a terminal would obey. */
  private static String visible(String line) {
    return line.codePoints()
        .map(c -> c == '\t' ? ' ' : HiddenCharacters.hidden(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String severity(Severity severity) {
    return severity == Severity.ERROR ? red("error") : yellow("warning");
  }

  private String bold(String text) {
    return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private String red(String text) {
    return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  private String yellow(String text) {
    return colour ? "\u001b[33m" + text + "\u001b[0m" : text;
  }
}
