package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a configuration defines, as a test refers to them. */
final class TestNames {
  private static final int MOST_LISTED = 10;

  private final Configuration configuration;
  private final Problems problems;
  private final Map<String, Tag> tags = new LinkedHashMap<>();

  TestNames(Configuration configuration, Problems problems) {
    this.configuration = configuration;
    this.problems = problems;
    for (String connection : configuration.connections().keySet()) {
      configuration.tagsOf(connection).forEach(tag -> tags.put(tag.name(), tag));
    }
  }

  Configuration configuration() {
    return configuration;
  }

  /** The tag, or null where a problem says that there is none. */
  @Nullable Tag tag(String name, Position at) {
    Tag tag = tags.get(name);
    if (tag == null) {
      unknown("tag", name, tags.keySet(), at);
    }
    return tag;
  }

  /** The options of a setpoint, or null where a problem says that there is none. */
  @Nullable SetpointOptions setpoint(String name, Position at) {
    return defined("setpoints", name, at)
        ? configuration.entry("setpoints", name).options(SetpointOptions.class)
        : null;
  }

  /** Whether there is such an entry; if not, a problem says so. */
  boolean defined(String noun, String name, Position at) {
    Map<String, Entry> entries = configuration.entries(noun);
    if (entries.containsKey(name)) {
      return true;
    }
    unknown(noun.substring(0, noun.length() - 1), name, entries.keySet(), at);
    return false;
  }

  /** Whether the quantity is in the tag's unit; if not, a problem says so. */
  boolean unit(String what, Quantity quantity, String tag, Position at) {
    Tag found = tags.get(tag);
    if (found == null || quantity.unit().equals(found.unit())) {
      return true;
    }
    boolean bare = quantity.unit().isEmpty();
    problems.add(
        Problem.error(
                at,
                bare ? Code.UNIT_MISSING : Code.UNIT_MISMATCH,
                what
                    + " is "
                    + quantity
                    + (bare ? " without unit" : "")
                    + "; the unit of "
                    + tag
                    + " is "
                    + (found.unit().isEmpty() ? "none" : found.unit()))
            .fix(bare ? quantity + " " + found.unit() : null));
    return false;
  }

  void unknown(String singular, String name, Collection<String> there, Position at) {
    String some = String.join(", ", there.stream().limit(MOST_LISTED).toList());
    int more = there.size() - MOST_LISTED;
    String listed =
        there.isEmpty()
            ? "; none is defined"
            : "; defined: " + some + (more > 0 ? " and " + more + " more" : "");
    problems.add(
        Problem.error(at, Code.UNKNOWN_NAME, "there is no " + singular + " " + name + listed)
            .suggest(Closest.to(name, there).orElse(null)));
  }
}
