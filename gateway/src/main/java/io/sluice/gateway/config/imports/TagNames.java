package io.sluice.gateway.config.imports;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of tags from another program's paths: blanks and signs become dashes, levels are divided by
 * slashes, and two paths never get the same name. For one list.
 */
public final class TagNames {
  private static final int LONGEST = 120;

  private final Map<String, String> pathByName = new HashMap<>();

  /** Marks a name as taken by a tag that stays. */
  public void taken(String name) {
    pathByName.put(key(name), "\0" + name);
  }

  /** The name for a path; the same path gets the same name again. */
  public String of(List<String> path) {
    String original = String.join("\0", path);
    String plain = plain(path);
    String name = plain;
    for (int number = 2; !original.equals(pathByName.getOrDefault(key(name), original)); number++) {
      name = plain + "-" + number;
    }
    pathByName.put(key(name), original);
    return name;
  }

  /** A path as a name, which another path may have too. */
  static String plain(List<String> path) {
    String joined =
        path.stream()
            .map(TagNames::level)
            .filter(level -> !level.isEmpty())
            .collect(Collectors.joining("/"));
    String bounded =
        joined.length() > LONGEST ? joined.substring(joined.length() - LONGEST) : joined;
    String begun = bounded.replaceFirst("^[^\\p{L}0-9]+", "");
    return begun.isEmpty() ? "tag" : begun;
  }

  private static String level(String written) {
    return Normalizer.normalize(written.strip(), Normalizer.Form.NFC)
        .replaceAll("[^\\p{L}\\p{M}0-9._-]+", "-")
        .replaceAll("-{2,}", "-")
        .replaceAll("^-+|-+$", "");
  }

  /** Names that differ in letter case only would be one file, topic or metric too many. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
