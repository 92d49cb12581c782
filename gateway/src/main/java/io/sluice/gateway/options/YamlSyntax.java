package io.sluice.gateway.options;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says a YAML parser's complaint in words of the person who wrote the file. */
final class YamlSyntax {
  private static final Pattern NO_BLANK = Pattern.compile("\\s*([A-Za-z][A-Za-z-]*):(\\S.*)");

  private static final Pattern UNFINISHED = Pattern.compile("\\s*[a-z][a-z-]*( \\S+)?");
  private static final Pattern LAST_KEY = Pattern.compile("([A-Za-z][A-Za-z-]*): *$");
  private static final Pattern PLAIN = Pattern.compile("[^,}\\]#\"]+");
  private static final Pattern KEY_AND_VALUE =
      Pattern.compile("\\s*([A-Za-z][A-Za-z-]*: +)([^\"'{\\[#\\s][^\"#]*?)\\s*");

  private YamlSyntax() {}

  static Problem explain(Position at, MarkedYamlEngineException wrong) {
    String said = plain(wrong.getProblem());
    String line = at.file().line(at.line());
    Position began = began(at, wrong);
    if (said.contains("mapping values are not allowed")) {
      Position above = above(at);
      if (above != null) {
        return error(above, "a key needs a colon and a blank behind it")
            .fix(Meant.line(above.file().line(above.line())));
      }
      return error(
              at,
              "a colon is not possible here: this line is indented unlike its neighbours, or the"
                  + " value needs quotes")
          .fix(quotedWhole(line));
    }
    if (said.contains("unexpected end of stream") || said.contains("found unexpected end")) {
      return error(began, "a quote is not closed");
    }
    if (said.contains("expected <block end>")) {
      return error(
              at, "this line does not begin in the same column as its neighbours" + opened(wrong))
          .fix(line.strip().startsWith("-") ? Meant.line(line) : null);
    }
    if (said.contains("could not find expected ':'")) {
      return keyWithoutColon(began);
    }
    if (said.contains("expected ',' or")) {
      return error(began, "a bracket or brace begins here and is not closed, or a comma is missing")
          .fix(Meant.line(began.file().line(began.line())));
    }
    if (said.contains("unexpected character found")) {
      return error(began, "a value that begins with * or & needs quotes").fix(quoted(began));
    }
    if (said.contains("cannot start any token") && !line.isBlank()) {
      return error(at, "a value cannot begin with this character without quotes").fix(quoted(at));
    }
    return error(at, "not YAML: " + said + opened(wrong));
  }

  /** The line before, where it is a word or two and no key: the text went on into this line. */
  private static @Nullable Position above(Position at) {
    String line = at.line() > 1 ? at.file().line(at.line() - 1) : "";
    int column = line.length() - line.stripLeading().length() + 1;
    return UNFINISHED.matcher(line).matches() ? at.file().at(at.line() - 1, column) : null;
  }

  /** The key with the value that begins here in quotes, also inside braces; or null. */
  private static @Nullable String quoted(Position value) {
    String line = value.file().line(value.line());
    int begin = Math.min(line.length(), value.column() - 1);
    Matcher key = LAST_KEY.matcher(line.substring(0, begin));
    Matcher rest = PLAIN.matcher(line.substring(begin));
    return key.find() && rest.lookingAt()
        ? key.group(1) + ": \"" + rest.group().strip() + "\""
        : null;
  }

  /** The line with its value in quotes, where it is one key with one value; else null. */
  private static @Nullable String quotedWhole(String line) {
    Matcher one = KEY_AND_VALUE.matcher(line);
    return one.matches() ? one.group(1) + "\"" + one.group(2) + "\"" : null;
  }

  private static Problem error(Position at, String message) {
    return Problem.error(at, Code.YAML_SYNTAX, message);
  }

  /** {@code every:1 s} alone in its line reads as a text that a key would have to follow. */
  private static Problem keyWithoutColon(Position began) {
    Matcher slip = NO_BLANK.matcher(began.file().line(began.line()));
    if (!slip.matches()) {
      return error(began, "a key needs a colon and a blank behind it")
          .fix(Meant.line(began.file().line(began.line())));
    }
    return error(began, "a blank is missing behind the colon")
        .fix(slip.group(1) + ": " + slip.group(2));
  }

  private static Position began(Position at, MarkedYamlEngineException wrong) {
    Mark from = wrong.getContextMark().orElse(null);
    return from == null ? at : at.file().at(from.getLine() + 1, from.getColumn() + 1);
  }

  private static String opened(MarkedYamlEngineException wrong) {
    Mark from = wrong.getContextMark().orElse(null);
    return from == null ? "" : "; it began in line " + (from.getLine() + 1);
  }

  private static String plain(@Nullable String said) {
    return said == null ? "unreadable" : said.strip().toLowerCase(Locale.ROOT);
  }
}
