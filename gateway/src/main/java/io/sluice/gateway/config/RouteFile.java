package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A route file that the guard has let through.
 *
 * @param path where it was read
 * @param text exactly what was checked; the file is not read a second time
 * @param ids of its routes, in order
 */
public record RouteFile(Path path, String text, List<String> ids) {
  public RouteFile {
    ids = List.copyOf(ids);
  }
}
