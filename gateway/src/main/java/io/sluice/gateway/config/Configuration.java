package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

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

  /** The first asset that has the tag. */
  public Optional<String> assetOf(String tag) {
    return assets().values().stream()
        .filter(asset -> new TagPatterns(asset.options(AssetOptions.class).tags()).match(tag))
        .map(Entry::name)
        .findFirst();
  }

  /** All routes, file by file. */
  public List<CheckedRoute> checkedRoutes() {
    return routes.stream().flatMap(file -> file.routes().stream()).toList();
  }

  /**
   * The part of it that has only these.
   *
   * @param kept whether an entry of a noun stays, by noun and name; routes are asked for as {@code
   *     routes}
   */
  public Configuration only(BiPredicate<String, String> kept) {
    Map<String, Map<String, Entry>> left = new LinkedHashMap<>();
    nouns.forEach(
        (noun, entries) -> {
          Map<String, Entry> some = new LinkedHashMap<>(entries);
          some.keySet().removeIf(name -> !kept.test(noun, name));
          left.put(noun, some);
        });
    Map<String, List<TagLine>> lists = new LinkedHashMap<>(tags);
    lists.keySet().removeIf(connection -> !kept.test("connections", connection));
    List<RouteFile> files =
        routes.stream()
            .map(
                file ->
                    new RouteFile(
                        file.path(),
                        file.routes().stream()
                            .filter(route -> kept.test("routes", route.id()))
                            .toList()))
            .toList();
    return new Configuration(directory, gateway, left, lists, files);
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
