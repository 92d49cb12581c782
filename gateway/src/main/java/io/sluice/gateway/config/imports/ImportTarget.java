package io.sluice.gateway.config.imports;

import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.GroupTimes;
import io.sluice.gateway.options.Node;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection that the tags are for, as far as an import needs to know it.
 *
 * @param connection its name
 * @param kind its protocol kind
 * @param url its URL as written, may be empty
 * @param groups its groups with the time between two scans
 * @param group the group that the user wants for all tags, null to choose by scan rate
 */
public record ImportTarget(
    String connection,
    String kind,
    String url,
    Map<String, Duration> groups,
    @Nullable String group) {
  public ImportTarget {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /** Whether addresses are Modbus references. */
  boolean modbus() {
    return ours() || url.startsWith("modbus");
  }

  /** Whether addresses can name units, bits of registers and word orders. */
  boolean ours() {
    return kind.equals("modbus");
  }

  /**
   * The group for a tag: the wanted one, the one of the same name, the only one, or the slowest
   * that is still as fast as the other program's scan rate; empty where nothing of this decides.
   */
  Optional<String> groupFor(String named, @Nullable Duration rate) {
    if (group != null) {
      return Optional.of(group);
    }
    Optional<String> same = sameGroup(named);
    if (same.isPresent() || groups.size() == 1) {
      return same.or(() -> groups.keySet().stream().findFirst());
    }
    if (rate == null || groups.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Map.Entry<String, Duration>> byTime = Map.Entry.comparingByValue();
    return groups.entrySet().stream()
        .filter(one -> one.getValue().compareTo(rate) <= 0)
        .max(byTime)
        .or(() -> groups.entrySet().stream().min(byTime))
        .map(Map.Entry::getKey);
  }

  /** The group of this name, in whatever letter case. */
  Optional<String> sameGroup(String named) {
    return groups.keySet().stream().filter(named::equalsIgnoreCase).findFirst();
  }

  /** What an import needs to know of a connection as it was read. */
  public static ImportTarget of(Entry connection, @Nullable String group) {
    String url = connection.text("url").map(Node.Text::value).orElse("");
    return new ImportTarget(
        connection.name(),
        String.valueOf(connection.kind()),
        url,
        GroupTimes.of(connection).times(),
        group);
  }
}
