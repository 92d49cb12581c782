package io.sluice.gateway.config;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A row with a count stands for that many tags: one for each element of an array. */
final class TagArrays {
  private final Map<String, ConnectorKind<?>> kinds;
  private final Draft draft;

  /** Asks the connections of the draft, so they are read before. */
  TagArrays(Map<String, ConnectorKind<?>> kinds, Draft draft) {
    this.kinds = kinds;
    this.draft = draft;
  }

  /**
   * The elements: {@code NAME-0} at the array's first address, and so on. Where the connection is
   * not known they keep the array's address; its own problem is told elsewhere.
   *
   * @throws IllegalArgumentException where the protocol cannot address them, saying why
   */
  List<Tag> of(String connection, Tag array, int count) {
    if (count == 1) {
      return List.of(array);
    }
    Entry entry = draft.entries("connections").get(connection);
    ConnectorKind<?> kind = entry == null ? null : kinds.get(String.valueOf(entry.kind()));
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              String address =
                  entry == null || kind == null ? array.address() : address(kind, entry, array, i);
              return array.at(array.name() + "-" + i, address);
            })
        .toList();
  }

  private static <O extends Record> String address(
      ConnectorKind<O> kind, Entry entry, Tag array, int index) {
    return kind.element(entry.options(kind.options()), array, index);
  }
}
