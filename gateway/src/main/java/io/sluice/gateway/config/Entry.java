package io.sluice.gateway.config;

import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One named thing as it was read.
 *
 * @param name its name
 * @param kind what stands after {@code kind:}, or null where entries have none
 * @param records its options: common to all entries first, then its kind's
 * @param field where and how it was written
 */
public record Entry(String name, @Nullable String kind, List<Record> records, Node.Field field) {
  public Entry {
    records = List.copyOf(records);
  }

  /**
   * Its options of this class.
   *
   * @throws IllegalArgumentException where it has none
   */
  public <R extends Record> R options(Class<R> type) {
    return records.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no " + type.getSimpleName()));
  }

  /** Where its name stands. */
  public Position at() {
    return field.at();
  }

  /** The single value below these keys as it was written, where there is one. */
  public Optional<Node.Text> text(String... path) {
    return field.value() instanceof Node.Section section ? section.text(path) : Optional.empty();
  }

  /** Where the value below these keys stands, or the entry's own place. */
  public Position at(String... path) {
    return field.value() instanceof Node.Section section
        ? section.get(path).map(Node::at).orElse(at())
        : at();
  }
}
