package io.sluice.gateway.cli;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Whereabouts;
import io.sluice.gateway.options.SecretFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code --config} and {@code --routes}: the user's files, read alike by every command. */
public final class FilesOption {
  @CommandLine.Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "config",
      description = "Directory with connections.yaml and so on (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config");

  @CommandLine.Option(
      names = "--routes",
      paramLabel = "DIR",
      defaultValue = "routes",
      description = "Directory with *.camel.yaml (default: ${DEFAULT-VALUE}).")
  private Path routes = Path.of("routes");

  @CommandLine.Option(
      names = "--secrets",
      paramLabel = "DIR",
      description = "Directory with a file of mode 0600 for each secret (default: CONFIG/secrets).")
  private @Nullable Path secrets;

  /** Reads and checks everything. */
  public Loaded load(Catalog catalog) {
    return reader(catalog).load(config, routes);
  }

  /** Reads these files and others like them, with the same secrets. */
  ConfigFiles reader(Catalog catalog) {
    return new ConfigFiles(catalog, new SecretFiles(secretDirectories()));
  }

  /** Where the gateway on these files is, whether or not they are good. */
  Whereabouts whereabouts(Catalog catalog) {
    ConfigFiles reader = reader(catalog);
    return reader.whereabouts(reader.files(config, routes).read());
  }

  public Path config() {
    return config;
  }

  public Path routes() {
    return routes;
  }

  /** Systemd's credentials first: they are what the service's owner decided. */
  private List<Path> secretDirectories() {
    List<Path> directories = new ArrayList<>();
    String credentials = System.getenv("CREDENTIALS_DIRECTORY");
    if (credentials != null && !credentials.isBlank()) {
      directories.add(Path.of(credentials));
    }
    directories.add(secrets == null ? config.resolve("secrets") : secrets);
    return directories;
  }
}
