package io.sluice.gateway.cli;

import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.UserFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code --from} and {@code --from-routes}: files that lie elsewhere than where people edit. */
final class FromOption {
  @CommandLine.Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Take the configuration from here instead of --config.")
  private @Nullable Path config;

  @CommandLine.Option(
      names = "--from-routes",
      paramLabel = "DIR",
      description = "Take the routes from here instead of --routes.")
  private @Nullable Path routes;

  boolean isGiven() {
    return config != null || routes != null;
  }

  /** The files that are meant. */
  UserFiles files(ConfigFiles reader, FilesOption usual) {
    return reader.files(
        config == null ? usual.config() : config, routes == null ? usual.routes() : routes);
  }
}
