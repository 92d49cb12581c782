package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a tag list differs from the one that runs; names in the order of their lists.
 *
 * @param added tags that the running one does not have
 * @param removed tags that the new one does not have
 * @param changed tags of which a column differs
 * @param order whether the tags that stay are in another order
 */
public record TagChanges(
    List<String> added, List<String> removed, List<String> changed, Order order) {
  /** Order of the tags that are in both lists. */
  public enum Order {
    KEPT,
    CHANGED
  }

  public TagChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  static TagChanges between(List<Tag> running, List<Tag> next) {
    Map<String, Tag> before = byName(running);
    Map<String, Tag> after = byName(next);
    List<String> removed = new ArrayList<>(before.keySet());
    removed.removeAll(after.keySet());
    List<String> added = new ArrayList<>(after.keySet());
    added.removeAll(before.keySet());
    List<String> stayed = new ArrayList<>(before.keySet());
    stayed.retainAll(after.keySet());
    List<String> stay = new ArrayList<>(after.keySet());
    stay.retainAll(before.keySet());
    List<String> changed =
        stay.stream().filter(name -> !Objects.equals(after.get(name), before.get(name))).toList();
    return new TagChanges(
        added, removed, changed, stayed.equals(stay) ? Order.KEPT : Order.CHANGED);
  }

  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && order == Order.KEPT;
  }

  /** As {@code 3 tags added, 1 tag removed}; empty where nothing differs. */
  public String sentence() {
    List<String> parts = new ArrayList<>();
    count(added, "added", parts);
    count(removed, "removed", parts);
    count(changed, "changed", parts);
    if (order == Order.CHANGED) {
      parts.add("tags in another order");
    }
    return String.join(", ", parts);
  }

  private static void count(List<String> tags, String what, List<String> parts) {
    if (!tags.isEmpty()) {
      parts.add(tags.size() + (tags.size() == 1 ? " tag " : " tags ") + what);
    }
  }

  private static Map<String, Tag> byName(List<Tag> tags) {
    Map<String, Tag> byName = new LinkedHashMap<>();
    tags.forEach(tag -> byName.put(tag.name(), tag));
    return byName;
  }
}
