package io.sluice.gateway.config.imports;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user's directory with one connection of each protocol and no tags yet. */
final class ImportSite {
  private final Path config;
  private final ConfigFiles files;

  private ImportSite(Path config) {
    this.config = config;
    SystemClock clock = new SystemClock();
    this.files = new ConfigFiles(Installed.catalog(Surroundings.of(clock, clock)), Secrets.none());
  }

  static ImportSite at(Path root) throws IOException {
    Path config = Files.createDirectories(root.resolve("config"));
    Files.createDirectories(root.resolve("routes"));
    Files.writeString(
        config.resolve("connections.yaml"),
        """
        connections:
          pump-plc:
            kind: plc4x
            url: modbus-tcp://10.0.4.12:502
            groups:
              fast: {every: 100 ms}
              slow: {every: 1 s}
          pump-line:
            kind: modbus
            url: tcp://10.0.4.13:502
            groups:
              fast: {every: 100 ms}
              slow: {every: 1 s}
          exchanger:
            kind: opcua
            url: opc.tcp://10.0.4.20:4840
            groups:
              live: {publishing: 100 ms}
        """);
    return new ImportSite(config);
  }

  TagImport.Result run(ImportFormat format, Path file, String connection, @Nullable String group) {
    TagImport.BadTags bad = TagImport.BadTags.REFUSE_ALL;
    return run(request(format, file, connection, null, bad), connection, group);
  }

  TagImport.Request request(
      ImportFormat format,
      Path file,
      String connection,
      @Nullable String before,
      TagImport.BadTags bad) {
    Path list = config.resolve("tags").resolve(connection + ".csv");
    return new TagImport.Request(format, file, list, before, bad);
  }

  TagImport.Result run(TagImport.Request request, String connection, @Nullable String group) {
    Path routes = config.resolveSibling("routes");
    Entry entry =
        Objects.requireNonNull(
            files.sketch(config, routes).readable().connections().get(connection));
    return new TagImport(files, config, routes).run(request, ImportTarget.of(entry, group));
  }
}
