package io.sluice.gateway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The demonstration's own copy of the user's files, with the addresses of this run's virtual plant
 * in place of the ones they ship with.
 */
final class DemoFiles {
  private final Path config;
  private final Path routes;

  private DemoFiles(Path config, Path routes) {
    this.config = config;
    this.routes = routes;
  }

  /**
   * Copies both directories below {@code into}.
   *
   * @param addresses shipped address to this run's
   */
  static DemoFiles copy(Path config, Path routes, Path into, Map<String, String> addresses)
      throws IOException {
    DemoFiles files = new DemoFiles(into.resolve("config"), into.resolve("routes"));
    copyTree(config, files.config, addresses);
    copyTree(routes, files.routes, addresses);
    return files;
  }

  Path config() {
    return config;
  }

  Path routes() {
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
