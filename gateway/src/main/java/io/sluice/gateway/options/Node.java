package io.sluice.gateway.options;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was written, with the place of each part: from YAML, from a row of a tag list, or from an
 * endpoint's parameters.
 */
public sealed interface Node {
  Position at();

  /** How a message calls it. */
  String shape();

  /** A scalar; {@code value} is empty and not {@code quoted} where nothing was written. */
  record Text(Position at, String value, boolean quoted) implements Node {
    /** True for {@code key:} with nothing behind it. */
    public boolean nothing() {
      return !quoted && (value.isEmpty() || value.equals("~") || value.equals("null"));
    }

    @Override
    public String shape() {
      return nothing() ? "nothing" : "a single value";
    }
  }

  record Items(Position at, List<Node> nodes) implements Node {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String shape() {
      return "a list";
    }
  }

  /** Keys with values, in the order written; no key twice. */
  record Section(Position at, List<Field> fields) implements Node {
    public Section {
      fields = List.copyOf(fields);
    }

    @Override
    public String shape() {
      return "a section with keys";
    }

    public Optional<Field> field(String key) {
      return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** The value below these keys, where each is there. */
    public Optional<Node> get(String... path) {
      Node node = this;
      for (String key : path) {
        Node next = node instanceof Section section ? section.value(key) : null;
        if (next == null) {
          return Optional.empty();
        }
        node = next;
      }
      return Optional.of(node);
    }

    /** The single value below these keys, where there is one. */
    public Optional<Text> text(String... path) {
      return get(path).filter(Text.class::isInstance).map(Text.class::cast);
    }

    private @Nullable Node value(String key) {
      for (Field field : fields) {
        if (field.key().equals(key)) {
          return field.value();
        }
      }
      return null;
    }
  }

  /** A key, where it stands, and what it says. */
  record Field(Position at, String key, Node value) {}
}
