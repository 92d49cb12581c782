package io.sluice.gateway.options;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 as data and nothing else: no tags, no key twice, no tabs, one document, at most
 * {@value #LARGEST} characters, {@value NodeBuilder#DEEPEST} deep, {@value NodeBuilder#ALIASES}
 * aliases.
 */
public final class YamlReader {
  /** Most characters of a YAML file. */
  public static final int LARGEST = 256 * 1024;

  private static final Pattern TAB = Pattern.compile("^( *)\t[ \t]*[^ \t#]", Pattern.MULTILINE);
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(LARGEST + 1).setLabel("").build();

  private final Problems problems;

  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The file's one document; empty where it has none, or where a problem says why. */
  public Optional<Node> read(SourceFile file) {
    if (file.text().length() > LARGEST) {
      problems.error(
          file.whole(),
          Code.FILE_TOO_LARGE,
          file.text().length() / 1024 + " KB of YAML, at most " + LARGEST / 1024 + " are allowed");
      return Optional.empty();
    }
    return hasTabs(file) ? Optional.empty() : parse(file);
  }

  private boolean hasTabs(SourceFile file) {
    boolean found = false;
    for (int line = 1; line <= file.lines().size(); line++) {
      Matcher tab = TAB.matcher(file.line(line));
      if (tab.find()) {
        found = true;
        problems.add(
            Problem.error(
                    file.at(line, tab.group(1).length() + 1),
                    Code.TAB_INDENT,
                    "indented with a tab; YAML allows spaces only")
                .fix(file.line(line).replace("\t", "  ")));
      }
    }
    return found;
  }

  private Optional<Node> parse(SourceFile file) {
    NodeBuilder builder = new NodeBuilder(file, problems);
    try {
      for (Event event : new Parse(SETTINGS).parseString(file.text())) {
        if (!builder.add(event)) {
          return Optional.empty();
        }
      }
      return builder.document();
    } catch (MarkedYamlEngineException wrong) {
      problems.add(syntax(file, wrong));
    } catch (YamlEngineException wrong) {
      problems.error(file.whole(), Code.YAML_SYNTAX, "not YAML: " + firstLine(wrong));
    }
    return Optional.empty();
  }

  private static Problem syntax(SourceFile file, MarkedYamlEngineException wrong) {
    Mark mark = wrong.getProblemMark().or(wrong::getContextMark).orElse(null);
    Position at = mark == null ? file.whole() : file.at(mark.getLine() + 1, mark.getColumn() + 1);
    return YamlSyntax.explain(at, wrong);
  }

  private static String firstLine(YamlEngineException wrong) {
    String message = wrong.getMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
