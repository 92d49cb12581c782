package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's files, read and checked: immutable.
 *
 * @param directory the configuration directory; files named in it are relative to it
 * @param gateway what there is once
 * @param nouns named things by noun and name, in the order written: {@code setpoints} → {@code
 *     pump-1-speed} → its entry
 * @param tags by connection, in the order of the tag list
 * @param routes that the guard has let through
 */
public record Configuration(
    Path directory,
    GatewayOptions gateway,
    Map<String, Map<String, Entry>> nouns,
    Map<String, List<TagLine>> tags,
    List<RouteFile> routes) {
  public Configuration {
    nouns = Collections.unmodifiableMap(new LinkedHashMap<>(nouns));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    routes = List.copyOf(routes);
  }

  /** The entries of a noun by name, in the order written; empty where there is no such file. */
  public Map<String, Entry> entries(String noun) {
    return nouns.getOrDefault(noun, Map.of());
  }

  /**
   * The entry of this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Entry entry(String noun, String name) {
    Entry entry = entries(noun).get(name);
    if (entry == null) {
      throw new IllegalArgumentException(noun + " have no " + name);
    }
    return entry;
  }

  public Map<String, Entry> connections() {
    return entries("connections");
  }

  public Map<String, Entry> assets() {
    return entries("assets");
  }

  public Map<String, Entry> detectors() {
    return entries("detectors");
  }

  /** The tags of a connection, in the order of its tag list. */
  public List<Tag> tagsOf(String connection) {
    return tags.getOrDefault(connection, List.of()).stream().map(TagLine::tag).toList();
  }

  /** The tags of an asset, over all connections. */
  public List<Tag> tagsOfAsset(String asset) {
    TagPatterns patterns =
        new TagPatterns(entry("assets", asset).options(AssetOptions.class).tags());
    return tags.values().stream()
        .flatMap(List::stream)
        .map(TagLine::tag)
        .filter(tag -> patterns.match(tag.name()))
        .toList();
  }
}
