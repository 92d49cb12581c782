package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.HiddenCharacters;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Severity;
import io.sluice.gateway.options.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is read from one file: tags that are good, those that are not with why, and notes. Bounded.
 * For one thread.
 */
final class Harvest {
  /** More tags than this in one list are almost always the wrong file. */
  static final int MOST_TAGS = 100_000;

  private final List<ImportedTag> tags = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Set<String> notes = new TreeSet<>();
  private final Problems problems;
  private final ImportTarget target;
  private boolean full;
  private boolean unreadable;

  /**
   * A tag that was not taken.
   *
   * @param name as the other program calls it
   * @param why the first problem with it
   */
  record LeftOut(String name, Problem why) {}

  Harvest(Problems problems, ImportTarget target) {
    this.problems = problems;
    this.target = target;
  }

  ImportTarget target() {
    return target;
  }

  /** The whole file is no use. */
  void unreadable(Position at, Code code, String message) {
    unreadable(Problem.error(at, code, message));
  }

  /** The whole file is no use. */
  void unreadable(Problem why) {
    unreadable = true;
    problems.add(why);
  }

  boolean isUnreadable() {
    return unreadable;
  }

  /** Says something once for the file, however many tags it is true of. */
  void note(SourceFile file, String message) {
    once(file, Code.IMPORT_NOTE, message);
  }

  /** Warns once for the file. */
  void once(SourceFile file, Code code, String message) {
    if (notes.add(message)) {
      problems.warning(file.whole(), code, message);
    }
  }

  /** Something to look at, at its place. */
  void note(Position at, Code code, String message) {
    problems.warning(at, code, message);
  }

  /** Begins a tag. */
  Row row(Position at, String name) {
    return new Row(at, name);
  }

  /** False once there are more tags than any list has. */
  boolean room(Position at) {
    if (!full && tags.size() + leftOut.size() >= MOST_TAGS) {
      full = true;
      unreadable(at, Code.FILE_TOO_LARGE, "has more than " + MOST_TAGS + " tags");
    }
    return !full;
  }

  /** Tags turned out to be no good after all. */
  void refuse(Map<ImportedTag, Problem> refused) {
    tags.removeAll(refused.keySet());
    refused.forEach(
        (tag, why) -> {
          leftOut.add(new LeftOut(tag.name(), why));
          problems.add(why);
        });
  }

  List<ImportedTag> tags() {
    return List.copyOf(tags);
  }

  void replaceTags(List<ImportedTag> better) {
    tags.clear();
    tags.addAll(better);
  }

  List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }

  Problems problems() {
    return problems;
  }

  /** One tag while it is read; the first error leaves it out, all are told. */
  final class Row {
    private final Position at;
    private final String name;
    private final Map<String, Node.Text> cells = new LinkedHashMap<>();
    private @Nullable Duration rate;
    private @Nullable Problem first;

    private Row(Position at, String name) {
      this.at = at;
      this.name = name;
    }

    Row put(String column, Position from, String value) {
      String plain = value.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
      if (HiddenCharacters.in(plain)) {
        wrong(from, Code.HIDDEN_CHARACTER, column + " has an invisible character; delete it");
      } else if (!plain.isEmpty()) {
        cells.put(column, new Node.Text(from, plain, true));
      }
      return this;
    }

    String cell(String column) {
      Node.Text text = cells.get(column);
      return text == null ? "" : text.value();
    }

    Position at() {
      return at;
    }

    void rate(@Nullable Duration every) {
      rate = every;
    }

    void wrong(Problem problem) {
      problems.add(problem);
      if (first == null && problem.severity() == Severity.ERROR) {
        first = problem;
      }
    }

    void wrong(Position place, Code code, String message) {
      wrong(Problem.error(place, code, message));
    }

    void unsupported(Position place, String message) {
      wrong(place, Code.IMPORT_UNSUPPORTED, message);
    }

    /** Ends the tag: taken, or left out with its first problem. */
    void done() {
      Problem why = first;
      if (why != null) {
        leftOut.add(new LeftOut(name, why));
      } else {
        tags.add(new ImportedTag(at, cells, rate));
      }
    }
  }
}
