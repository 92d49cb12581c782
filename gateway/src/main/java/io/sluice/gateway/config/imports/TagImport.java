package io.sluice.gateway.config.imports;

import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.TagListWriter;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Severity;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.SourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a tag list of another program: reads it, puts it into our words, and runs the result
 * through the checks of {@code sluice check} before anything is written. For one thread.
 */
public final class TagImport {
  private static final long LARGEST = 64L * 1024 * 1024;

  private final ConfigFiles files;
  private final Path config;
  private final Path routes;

  /**
   * Imports into these directories.
   *
   * @param files the reader that {@code check} and {@code run} use
   */
  public TagImport(ConfigFiles files, Path config, Path routes) {
    this.files = files;
    this.config = config;
    this.routes = routes;
  }

  /** What becomes of tags that are no good. */
  public enum BadTags {
    /** One of them and nothing is taken. */
    REFUSE_ALL,
    /** The others are taken. */
    LEAVE_OUT
  }

  /**
   * What to import.
   *
   * @param format what the file is
   * @param file the other program's file
   * @param list the tag list, for messages
   * @param before the list's text so far where the tags are added to it, or null
   * @param badTags what becomes of tags that are no good
   */
  public record Request(
      ImportFormat format, Path file, Path list, @Nullable String before, BadTags badTags) {}

  /**
   * What came of it; nothing has been written.
   *
   * @param text the tag list, or null where it must not be written
   * @param tags number of tags taken
   * @param leftOut tags that were not taken, one line each: place, name, why
   * @param problems all that is to be told
   */
  public record Result(
      @Nullable String text, int tags, List<String> leftOut, List<Problem> problems) {
    public Result {
      leftOut = List.copyOf(leftOut);
      problems = List.copyOf(problems);
    }
  }

  /** Reads and checks; writes nothing. */
  public Result run(Request request, ImportTarget target) {
    Problems problems = new Problems();
    Harvest harvest = new Harvest(problems, target);
    Optional<SourceFile> file = new SourceReader(problems).readForeign(request.file(), LARGEST);
    file.ifPresent(source -> read(request, source, harvest));
    if (file.isEmpty() || harvest.isUnreadable()) {
      return refused(harvest);
    }
    TagListWriter.@Nullable Written written = checked(request, harvest);
    boolean bad = !harvest.leftOut().isEmpty() && request.badTags() == BadTags.REFUSE_ALL;
    return written == null || bad || harvest.isUnreadable()
        ? refused(harvest)
        : new Result(written.text(), harvest.tags().size(), leftOut(harvest), problems.sorted());
  }

  private static void read(Request request, SourceFile source, Harvest harvest) {
    request.format().source().read(source, harvest);
    if (harvest.isUnreadable()) {
      return;
    }
    if (harvest.tags().isEmpty() && harvest.leftOut().isEmpty()) {
      harvest.unreadable(source.whole(), Code.NO_TAGS, "has no tags");
      return;
    }
    harvest.refuse(repeated(harvest.tags()));
    List<ImportedTag> grouped = new ArrayList<>();
    for (ImportedTag tag : harvest.tags()) {
      grouped.add(grouped(tag, harvest, source));
    }
    harvest.replaceTags(grouped);
  }

  private static Map<ImportedTag, Problem> repeated(List<ImportedTag> tags) {
    Map<String, ImportedTag> first = new HashMap<>();
    Map<ImportedTag, Problem> repeated = new LinkedHashMap<>();
    for (ImportedTag tag : tags) {
      ImportedTag before = first.putIfAbsent(tag.name(), tag);
      if (before != null) {
        String message = "the tag " + tag.name() + " is already in " + before.at("tag");
        repeated.put(tag, Problem.error(tag.at("tag"), Code.DUPLICATE_TAG, message));
      }
    }
    return repeated;
  }

  private static ImportedTag grouped(ImportedTag tag, Harvest harvest, SourceFile source) {
    ImportTarget target = harvest.target();
    String written = tag.cell("group");
    Optional<String> group = target.groupFor(written, tag.rate());
    if (!written.isEmpty() && target.group() == null) {
      return tag.with("group", target.sameGroup(written).orElse(written));
    }
    if (group.isEmpty() && !harvest.isUnreadable()) {
      harvest.unreadable(
          Problem.error(
                  source.whole(),
                  Code.MISSING_KEY,
                  "does not say how often its tags are read, and "
                      + target.connection()
                      + " has several groups: "
                      + String.join(", ", target.groups().keySet()))
              .fix("--group " + target.groups().keySet().stream().findFirst().orElse("NAME")));
    }
    return group.map(name -> tag.with("group", name)).orElse(tag);
  }

  /** Checks the list as it would be, without the tags that are no good; null where it cannot be. */
  private TagListWriter.@Nullable Written checked(Request request, Harvest harvest) {
    Set<String> told = new HashSet<>();
    while (!harvest.tags().isEmpty()) {
      List<ImportedTag> tags = harvest.tags();
      TagListWriter.Written written = written(request, tags);
      Map<Integer, ImportedTag> byLine = new HashMap<>();
      for (int i = 0; i < tags.size(); i++) {
        byLine.put(written.lines().get(i), tags.get(i));
      }
      Map<ImportedTag, Problem> refused = new LinkedHashMap<>();
      boolean usable = true;
      for (Problem problem : found(request, written, harvest.target())) {
        ImportedTag tag = byLine.get(problem.line());
        if (tag != null && problem.severity() == Severity.ERROR) {
          refused.putIfAbsent(tag, placed(problem, tag, written));
        } else {
          usable &= problem.severity() == Severity.WARNING;
          tell(tag == null ? problem : placed(problem, tag, written), told, harvest);
        }
      }
      if (!usable) {
        return null;
      }
      if (refused.isEmpty()) {
        return written;
      }
      harvest.refuse(refused);
    }
    return null;
  }

  private List<Problem> found(Request request, TagListWriter.Written written, ImportTarget target) {
    SourceFile list = new SourceFile(request.list().toString(), plain(written.text()));
    return files
        .proposing(target.connection(), list)
        .sketch(config, routes)
        .of(request.list().toString());
  }

  private static void tell(Problem problem, Set<String> told, Harvest harvest) {
    if (told.add(problem.at() + problem.message())) {
      harvest.problems().add(problem);
    }
  }

  private static TagListWriter.Written written(Request request, List<ImportedTag> tags) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (ImportedTag tag : tags) {
      Map<String, String> row = new LinkedHashMap<>();
      for (Map.Entry<String, Node.Text> cell : tag.cells().entrySet()) {
        row.put(cell.getKey(), cell.getValue().value());
      }
      rows.add(row);
    }
    String before = request.before();
    return before == null ? TagListWriter.list(rows) : TagListWriter.append(before, rows);
  }

  /** The problem at the place in the other program's file that it came from. */
  private static Problem placed(Problem found, ImportedTag tag, TagListWriter.Written written) {
    String column = written.columnAt(found.at().file().line(found.line()), found.column());
    return new Problem(
        tag.at(column),
        found.severity(),
        found.code(),
        found.message(),
        found.suggestion(),
        found.fix());
  }

  private static String plain(String text) {
    return text.replace("\uFEFF", "").replace("\r\n", "\n");
  }

  private static List<String> leftOut(Harvest harvest) {
    return harvest.leftOut().stream()
        .map(
            one ->
                one.why().at()
                    + "  "
                    + one.name()
                    + "  "
                    + one.why().code()
                    + "  "
                    + one.why().message())
        .toList();
  }

  private static Result refused(Harvest harvest) {
    return new Result(null, harvest.tags().size(), leftOut(harvest), harvest.problems().sorted());
  }
}
