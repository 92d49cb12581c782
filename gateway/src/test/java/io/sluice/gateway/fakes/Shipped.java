package io.sluice.gateway.fakes;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that we ship. */
public final class Shipped {
  private Shipped() {}

  public static Path config() {
    return root().resolve("config");
  }

  public static Path routes() {
    return root().resolve("routes");
  }

  /** The project's directory. */
  public static Path root() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve("routes")) && Files.isDirectory(up.resolve("config"))) {
        return up;
      }
    }
    throw new AssertionError("no config and routes above " + Path.of("").toAbsolutePath());
  }
}
