package io.sluice.connectors;

import java.util.List;

/**
 * A protocol. One file each: this, its annotated options record, and its connector; found by {@link
 * java.util.ServiceLoader}.
 *
 * @param <O> its options: what stands under the connection's name in {@code connections.yaml},
 *     without {@code kind}. Annotated with Jackson's {@code @JsonProperty(defaultValue)} and
 *     {@code @JsonPropertyDescription} and with jakarta.validation ranges; schema, checks and
 *     reference page are generated from those.
 */
public interface ConnectorKind<O extends Record> {
  /** As written after {@code kind:}. */
  String name();

  Class<O> options();

  /** Everything wrong with these tags' addresses and groups, without connecting. */
  List<TagProblem> check(O options, List<Tag> tags);

  /**
   * Wires a connector; opens nothing.
   *
   * @param name the connection's name
   * @param tags all tags of the connection, already checked
   */
  Connector create(String name, O options, List<Tag> tags, PlantClock clock);
}
