package io.sluice.gateway.demo;

import io.sluice.gateway.GatewayException;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.options.Node;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The demonstration's own copy of the user's files, with the addresses of this run's virtual plant
 * in place of the ones they ship with.
 */
public final class DemoFiles {
  private final Path config;
  private final Path routes;

  private DemoFiles(Path config, Path routes) {
    this.config = config;
    this.routes = routes;
  }

  /**
   * Copies both directories below {@code into}, with this plant's and cloud's addresses.
   *
   * @throws IllegalArgumentException where one of them is not there
   */
  public static DemoFiles copy(
      Path config, Path routes, Path into, VirtualPlant plant, VirtualCloud cloud)
      throws IOException {
    for (Path needed : List.of(config, routes)) {
      if (!Files.isDirectory(needed)) {
        throw new IllegalArgumentException(
            needed.toAbsolutePath()
                + " is not there; the demo needs the shipped config and routes");
      }
    }
    Map<String, String> addresses =
        Map.of(
            "127.0.0.1:15020", "127.0.0.1:" + plant.modbusPort(),
            "127.0.0.1:14840", URI.create(plant.opcUaUrl()).getAuthority(),
            "127.0.0.1:11883", "127.0.0.1:" + cloud.port());
    DemoFiles files = new DemoFiles(into.resolve("config"), into.resolve("routes"));
    copyTree(config, files.config, addresses);
    copyTree(routes, files.routes, addresses);
    return files;
  }

  /**
   * Makes sure that nothing but this run's plant and cloud can be reached: the demo closes a loop.
   *
   * @throws GatewayException naming what points elsewhere
   */
  public static void requireVirtual(
      Configuration configuration, VirtualPlant plant, VirtualCloud cloud) throws GatewayException {
    Set<String> allowed =
        Set.of(
            "127.0.0.1:" + plant.modbusPort(),
            URI.create(plant.opcUaUrl()).getAuthority(),
            "127.0.0.1:" + cloud.port());
    for (String noun : List.of("connections", "uplinks")) {
      for (Entry entry : configuration.entries(noun).values()) {
        String url = entry.text("url").map(Node.Text::value).orElse("");
        if (!allowed.contains(authority(url))) {
          throw new GatewayException(
              Trouble.CONFIGURATION,
              entry.name()
                  + " points to "
                  + url
                  + ", not to the virtual plant; the demo writes"
                  + " setpoints and runs on the shipped addresses only; for yours use: sluice run");
        }
      }
    }
  }

  /** What stands between the first {@code //} of a URL and its path: user, host and port. */
  private static String authority(String url) {
    int begin = url.indexOf("//") + 2;
    int end = begin;
    while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return begin < 2 ? "" : url.substring(begin, end);
  }

  /** Deletes a run's directory. */
  public static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  public Path config() {
    return config;
  }

  public Path routes() {
    return routes;
  }

  private static void copyTree(Path from, Path to, Map<String, String> addresses)
      throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from, 2)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      if (file.toString().endsWith(".yaml")) {
        Files.writeString(target, replaced(Files.readString(file), addresses));
      } else {
        Files.copy(file, target);
      }
    }
  }

  private static String replaced(String text, Map<String, String> addresses) {
    String result = text;
    for (Map.Entry<String, String> address : addresses.entrySet()) {
      result = result.replace(address.getKey(), address.getValue());
    }
    return result;
  }
}
