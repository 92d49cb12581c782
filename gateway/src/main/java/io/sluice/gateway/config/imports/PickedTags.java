package io.sluice.gateway.config.imports;

import io.sluice.connectors.BrowsedNode;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.TagListWriter;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.HiddenCharacters;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Severity;
import io.sluice.gateway.options.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Nodes of a server's tree become tags of a list: all of those that are picked, or none. */
public final class PickedTags {
  private final ConfigFiles files;
  private final Path config;
  private final Path routes;
  private final Configuration readable;

  /**
   * Adds to these directories' lists.
   *
   * @param readable what they hold now
   */
  public PickedTags(ConfigFiles files, Path config, Path routes, Configuration readable) {
    this.files = files;
    this.config = config;
    this.routes = routes;
    this.readable = readable;
  }

  /**
   * What came of it.
   *
   * @param added tags that were written, 0 where none were
   * @param notes what was picked and left as it is, one sentence each
   * @param problems why nothing was written
   */
  public record Result(int added, List<String> notes, List<Problem> problems) {
    public Result {
      notes = List.copyOf(notes);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Writes the values whose path matches one of the globs to the list, after what it holds.
   *
   * @throws IOException where the list cannot be read or written
   */
  public Result add(List<BrowsedNode> nodes, List<String> globs, ImportTarget target, Path list)
      throws IOException {
    SourceFile place = new SourceFile(list.toString(), "");
    String group = target.groupFor("", null).orElse("");
    if (group.isEmpty()) {
      return refused(
          Problem.error(
                  place.whole(),
                  Code.MISSING_KEY,
                  target.connection()
                      + " has several groups: "
                      + String.join(", ", target.groups().keySet()))
              .fix("--group " + target.groups().keySet().stream().findFirst().orElse("NAME")));
    }
    List<Pattern> patterns = globs.stream().map(PickedTags::pattern).toList();
    List<String> notes = new ArrayList<>();
    List<Map<String, String>> rows = rows(nodes, patterns, group, notes);
    if (rows.isEmpty()) {
      notes.add("no value matches " + String.join(", ", globs));
      return new Result(0, notes, List.of());
    }
    TagListWriter.Written written =
        Files.exists(list)
            ? TagListWriter.append(Files.readString(list), rows)
            : TagListWriter.list(rows);
    List<Problem> errors = errors(written, target, list);
    if (!errors.isEmpty()) {
      return new Result(0, notes, errors);
    }
    TagListWriter.save(list, written.text());
    return new Result(rows.size(), notes, List.of());
  }

  private List<Problem> errors(TagListWriter.Written written, ImportTarget target, Path list) {
    String plain = written.text().replace("\uFEFF", "").replace("\r\n", "\n");
    return files
        .proposing(target.connection(), new SourceFile(list.toString(), plain))
        .sketch(config, routes)
        .of(list.toString())
        .stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .toList();
  }

  private List<Map<String, String>> rows(
      List<BrowsedNode> nodes, List<Pattern> patterns, String group, List<String> notes) {
    TagNames names = new TagNames();
    Set<String> known = new HashSet<>();
    readable.tags().values().stream()
        .flatMap(List::stream)
        .forEach(
            line -> {
              Tag tag = line.tag();
              names.taken(tag.name());
              known.add(tag.address());
            });
    List<Map<String, String>> rows = new ArrayList<>();
    for (BrowsedNode node : nodes) {
      String path = String.join("/", node.path());
      BrowsedNode.Point point = node.point();
      if (point == null || patterns.stream().noneMatch(one -> picks(one, node.name(), path))) {
        continue;
      }
      DataType type = point.type();
      if (type == null) {
        notes.add(path + " is " + point.typeName() + ", which no tag can hold");
      } else if (!point.access().readable()) {
        notes.add(path + " cannot be read by this user");
      } else if (HiddenCharacters.in(node.address() + point.unit() + point.description())) {
        notes.add(
            TagNames.plain(node.path()) + " has an invisible character in its node id or words");
      } else if (!known.add(node.address())) {
        notes.add(path + " is in the list already");
      } else {
        rows.add(row(names.of(node.path()), group, node.address(), type, point));
      }
    }
    return rows;
  }

  /** A glob without a level of its own is about the last one. */
  private static boolean picks(Pattern glob, String name, String path) {
    return glob.matcher(path).matches() || glob.matcher(name).matches();
  }

  private static Map<String, String> row(
      String name, String group, String address, DataType type, BrowsedNode.Point point) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("tag", name);
    row.put("group", group);
    row.put("address", address);
    row.put("type", type.name());
    row.put("unit", point.unit());
    if (Double.isFinite(point.low()) && Double.isFinite(point.high())) {
      row.put("low", ForeignNumber.text(point.low()));
      row.put("high", ForeignNumber.text(point.high()));
    }
    row.put("description", point.description());
    return row;
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Arrays.stream(glob.split("\\*\\*", -1))
            .map(
                part ->
                    Arrays.stream(part.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^/]*")))
            .collect(Collectors.joining(".*")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static Result refused(Problem why) {
    return new Result(0, List.of(), List.of(why));
  }
}
