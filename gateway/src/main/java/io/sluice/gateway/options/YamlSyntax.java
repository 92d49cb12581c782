package io.sluice.gateway.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says a YAML parser's complaint in words of the person who wrote the file. */
final class YamlSyntax {
  private YamlSyntax() {}

  static Problem explain(Position at, MarkedYamlEngineException wrong) {
    String said = plain(wrong.getProblem());
    String line = at.file().line(at.line());
    if (said.contains("mapping values are not allowed")) {
      return error(
          at,
          "a colon is not possible here: this line is indented unlike its neighbours, or the value"
              + " needs quotes");
    }
    if (said.contains("unexpected end of stream") || said.contains("found unexpected end")) {
      return error(at, "a quote is not closed" + opened(wrong));
    }
    if (said.contains("expected <block end>")) {
      return error(
          at, "this line does not begin in the same column as its neighbours" + opened(wrong));
    }
    if (said.contains("could not find expected ':'")) {
      return error(at, "a key needs a colon and a space behind it" + opened(wrong));
    }
    if (said.contains("expected ',' or")) {
      return error(at, "a bracket or brace is not closed, or a comma is missing" + opened(wrong));
    }
    if (said.contains("cannot start any token") && !line.isBlank()) {
      return error(at, "a value cannot begin with this character without quotes");
    }
    return error(at, "not YAML: " + said + opened(wrong));
  }

  private static Problem error(Position at, String message) {
    return Problem.error(at, Code.YAML_SYNTAX, message);
  }

  private static String opened(MarkedYamlEngineException wrong) {
    Mark from = wrong.getContextMark().orElse(null);
    return from == null ? "" : "; it began in line " + (from.getLine() + 1);
  }

  private static String plain(@Nullable String said) {
    return said == null ? "unreadable" : said.strip().toLowerCase(Locale.ROOT);
  }
}
