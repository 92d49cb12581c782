package io.sluice.gateway.config;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tag lists belong to connections, their groups exist, and the protocol can use each address. */
final class ConnectionMeaning implements Meaning {
  private final Map<String, ConnectorKind<?>> kinds;

  ConnectionMeaning(Map<String, ConnectorKind<?>> kinds) {
    this.kinds = kinds;
  }

  @Override
  public void check(Draft draft) {
    draft.tagLists().forEach((connection, lines) -> groups(draft, connection, lines));
    for (Entry connection : draft.entries("connections").values()) {
      List<TagLine> lines = draft.tagLists().getOrDefault(connection.name(), List.of());
      if (!draft.tagLists().containsKey(connection.name()) && !draft.isUnsure(Draft.TAGS)) {
        draft
            .problems()
            .warning(
                connection.at(),
                Code.NO_TAGS,
                "connection "
                    + connection.name()
                    + " has no tag list; it would be tags/"
                    + connection.name()
                    + ".csv");
      }
      addresses(draft, lines);
      ConnectorKind<?> kind = kinds.get(String.valueOf(connection.kind()));
      if (kind != null) {
        ask(draft, kind, connection, lines);
      }
    }
  }

  /** The groups that stand under a connection; empty where its kind has none to name. */
  static Optional<List<String>> groupsOf(Draft draft, String connection) {
    return draft.written("connections").stream()
        .filter(field -> field.key().equals(connection))
        .findFirst()
        .flatMap(
            field -> field.value() instanceof Node.Section s ? s.get("groups") : Optional.empty())
        .filter(Node.Section.class::isInstance)
        .map(groups -> ((Node.Section) groups).fields().stream().map(Node.Field::key).toList());
  }

  private static void groups(Draft draft, String connection, List<TagLine> lines) {
    List<String> groups = groupsOf(draft, connection).orElse(null);
    if (groups == null) {
      return;
    }
    for (TagLine line : lines) {
      if (!groups.contains(line.tag().group())) {
        draft.unknown(
            "group of " + connection + " called", line.tag().group(), groups, at(line, "group"));
      }
    }
  }

  private static void addresses(Draft draft, List<TagLine> lines) {
    Map<String, TagLine> seen = new HashMap<>();
    for (TagLine line : lines) {
      Tag tag = line.tag();
      TagLine first = seen.putIfAbsent(tag.type() + " " + tag.address(), line);
      if (first != null) {
        draft
            .problems()
            .warning(
                at(line, "address"),
                Code.DUPLICATE_ADDRESS,
                tag.address() + " as " + tag.type() + " is also " + first.tag().name());
      }
    }
  }

  private static <O extends Record> void ask(
      Draft draft, ConnectorKind<O> kind, Entry connection, List<TagLine> lines) {
    Map<String, TagLine> byName = new HashMap<>();
    lines.forEach(line -> byName.put(line.tag().name(), line));
    List<Tag> tags = lines.stream().map(TagLine::tag).toList();
    List<String> groups = groupsOf(draft, connection.name()).orElse(null);
    for (TagProblem found : kind.check(connection.options(kind.options()), tags)) {
      boolean told =
          found.field().equals("group") && groups != null && !groups.contains(found.tag().group());
      TagLine line = byName.get(found.tag().name());
      if (!told && line != null) {
        draft.problems().add(problem(found, at(line, found.field())));
      }
    }
    fragile(draft, kind.fragile(connection.options(kind.options()), tags), byName);
  }

  /** Once for a connection: a list made by index is so from its first row to its last. */
  private static void fragile(Draft draft, List<TagProblem> found, Map<String, TagLine> byName) {
    TagLine first = found.isEmpty() ? null : byName.get(found.get(0).tag().name());
    if (first != null) {
      String more = found.size() == 1 ? "" : "; " + (found.size() - 1) + " more below";
      draft
          .problems()
          .warning(
              at(first, found.get(0).field()), Code.NAMESPACE_INDEX, found.get(0).message() + more);
    }
  }

  private static Problem problem(TagProblem found, Position at) {
    String suggestion = found.suggestion();
    return Problem.error(at, Code.BAD_ADDRESS, found.message())
        .fix(suggestion.isEmpty() ? null : suggestion);
  }

  private static Position at(TagLine line, String column) {
    return line.row().get(column).map(Node::at).orElse(line.row().at());
  }
}
