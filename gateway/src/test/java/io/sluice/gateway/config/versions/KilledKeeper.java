package io.sluice.gateway.config.versions;

import io.sluice.gateway.config.Snapshot;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Keeps, tries, confirms and takes back versions until it is killed; says each confirmed one. */
final class KilledKeeper {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  private KilledKeeper() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            true,
            StandardCharsets.UTF_8);
    try (Versions versions = Versions.hold(Path.of(arguments[0]))) {
      for (int i = 0; i < 1_000_000; i++) {
        Versions.Note note =
            new Versions.Note(NOW, VersionCause.APPLY, "killer", Fate.TRYING, "round " + i);
        Version tried = versions.keep(files(), note);
        tried = versions.settle(tried.onTrial(NOW.plusSeconds(60)));
        boolean good = i % 3 != 0;
        versions.settle(tried.ended(good ? Fate.CONFIRMED : Fate.REVERTED, "round " + i));
        if (good) {
          out.println("confirmed " + tried.number() + " .");
        }
      }
    }
  }

  static Snapshot files() {
    return Snapshot.of(
        Path.of("config"),
        Path.of("routes"),
        Map.of(
            "config/assets.yaml", "assets: {}\n".getBytes(StandardCharsets.UTF_8),
            "config/tags/plc.csv", new byte[30_000],
            "routes/a.camel.yaml", "- route: {}\n".getBytes(StandardCharsets.UTF_8)));
  }
}
