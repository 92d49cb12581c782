package io.sluice.connectors;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
   * Addresses that are right today and can come to mean another point: an index that moves when a
   * server is updated. Told as warnings.
   *
   * @param tags of which {@link #check} has nothing to say
   */
  default List<TagProblem> fragile(O options, List<Tag> tags) {
    return List.of();
  }

  /**
   * Wires a connector; opens nothing.
   *
   * @param name the connection's name
   * @param tags all tags of the connection, already checked
   */
  Connector create(String name, O options, List<Tag> tags, PlantClock clock);

  /** What can look around at the peer; empty where the protocol cannot list its points. */
  default Optional<TagBrowser> browser(String name, O options, PlantClock clock) {
    return Optional.empty();
  }

  /**
   * What the peer makes of the groups' times: connects, asks and lets go. Blocks for a few times
   * the connection's timeout at most. Empty where the gateway itself keeps the interval.
   *
   * @throws UnreachableException where the peer is not there or refuses
   * @throws InterruptedException where the caller gave up
   */
  default List<GrantedInterval> granted(String name, O options, List<Tag> tags, PlantClock clock)
      throws UnreachableException, InterruptedException {
    return List.of();
  }

  /**
   * The peer's words of 16 bits around an address, each a tag of type UINT16 named by its own
   * address, in order; words that the protocol does not have are left out. Empty where the protocol
   * has typed values and no words.
   *
   * @throws IllegalArgumentException where the address is none, saying what is allowed
   */
  default List<Tag> words(O options, String address, WordSpan span) {
    return List.of();
  }

  /**
   * Where an element of an array lies, in the protocol's own address text.
   *
   * @param array a tag whose address is that of the first element
   * @param index of the element, from 0
   * @throws IllegalArgumentException where the address is none, or the protocol cannot address
   *     elements, saying what to do instead
   */
  default String element(O options, Tag array, int index) {
    throw new IllegalArgumentException(
        "kind " + name() + " cannot address elements of an array; write a row for each");
  }

  /** Requests that one read of these tags takes; empty where the driver or the peer decides. */
  default OptionalInt requests(O options, List<Tag> tags) {
    return OptionalInt.empty();
  }
}
