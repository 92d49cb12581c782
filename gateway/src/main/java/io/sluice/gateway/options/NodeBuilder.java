package io.sluice.gateway.options;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds nodes from the parser's events with a stack of its own, so that no nesting can exhaust the
 * thread's stack, and refuses what the reader promises to refuse.
 */
final class NodeBuilder {
  static final int DEEPEST = 50;
  static final int ALIASES = 20;
  private static final int MOST_VALUES = 50_000;

  /** A node with what it grows to once aliases are followed. */
  private record Built(Node node, long values, int depth) {}

  private final SourceFile file;
  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Built> anchors = new HashMap<>();
  private @Nullable Node document;
  private int aliases;
  private boolean refused;
  private int documents;

  NodeBuilder(SourceFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Takes the next event; false once reading on makes no sense. */
  boolean add(Event event) {
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      return refuse(at(event), Code.MANY_DOCUMENTS, "a second document begins; one is allowed");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    if (event instanceof ScalarEvent scalar) {
      Node.Text text = new Node.Text(at(event), scalar.getValue(), !scalar.isPlain());
      return tagless(scalar.getTag(), at(event))
          && built(new Built(text, 1, 0), scalar.getAnchor());
    }
    if (event instanceof CollectionStartEvent start) {
      return begin(start);
    }
    if (event instanceof CollectionEndEvent) {
      Open ended = open.pop();
      return built(ended.close(), ended.anchor);
    }
    return true;
  }

  Optional<Node> document() {
    return refused ? Optional.empty() : Optional.ofNullable(document);
  }

  private boolean begin(CollectionStartEvent start) {
    if (open.size() >= DEEPEST) {
      return refuse(
          at(start), Code.TOO_DEEP, "nested more than " + DEEPEST + " deep, which is the most");
    }
    boolean section = start.getEventId() == Event.ID.MappingStart;
    open.push(new Open(section, at(start), start.getAnchor()));
    return tagless(start.getTag(), at(start));
  }

  private boolean alias(AliasEvent alias) {
    Position at = at(alias);
    if (++aliases > ALIASES) {
      return refuse(at, Code.TOO_MANY_ALIASES, "more than " + ALIASES + " aliases");
    }
    Built meant = anchors.get(alias.getAlias());
    if (meant == null) {
      return refuse(
          at, Code.YAML_SYNTAX, "*" + alias.getAlias().getValue() + " is not complete before here");
    }
    return built(meant, Optional.empty());
  }

  private boolean tagless(Optional<String> tag, Position at) {
    return tag.isEmpty()
        || refuse(at, Code.YAML_TAG, "the tag " + tag.get() + " is not allowed; files are data");
  }

  private boolean built(Built part, Optional<Anchor> anchor) {
    anchor.ifPresent(name -> anchors.put(name, part));
    Open parent = open.peek();
    if (parent == null) {
      document = part.node();
      return true;
    }
    parent.add(part);
    if (parent.values > MOST_VALUES) {
      return refuse(part.node().at(), Code.TOO_MANY_ALIASES, "grows to more than 50,000 values");
    }
    if (open.size() + part.depth() > DEEPEST) {
      return refuse(part.node().at(), Code.TOO_DEEP, "nested more than " + DEEPEST + " deep");
    }
    return true;
  }

  private boolean refuse(Position at, Code code, String message) {
    problems.error(at, code, message);
    refused = true;
    return false;
  }

  private Position at(Event event) {
    Mark mark = event.getStartMark().orElse(null);
    return mark == null ? file.whole() : file.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** A list or section that has begun and not ended. */
  private final class Open {
    private final boolean section;
    private final Position at;
    private final Optional<Anchor> anchor;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node.Field> fields = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private Node.@Nullable Text key;
    private boolean skip;
    private long values = 1;
    private int depth;

    Open(boolean section, Position at, Optional<Anchor> anchor) {
      this.section = section;
      this.at = at;
      this.anchor = anchor;
    }

    void add(Built part) {
      values += part.values();
      depth = Math.max(depth, part.depth());
      if (!section) {
        nodes.add(part.node());
      } else if (skip) {
        skip = false;
      } else if (key == null) {
        begin(part.node());
      } else {
        fields.add(new Node.Field(key.at(), key.value(), part.node()));
        key = null;
      }
    }

    private void begin(Node node) {
      if (!(node instanceof Node.Text text)) {
        problems.error(node.at(), Code.WRONG_SHAPE, "a key is a single word, not " + node.shape());
        skip = true;
      } else if (!keys.add(text.value())) {
        problems.error(
            text.at(), Code.DUPLICATE_KEY, text.value() + " stands twice in this section");
        skip = true;
      } else {
        key = text;
      }
    }

    Built close() {
      Node node = section ? new Node.Section(at, fields) : new Node.Items(at, nodes);
      return new Built(node, values, depth + 1);
    }
  }
}
