package io.sluice.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long {@code sluice check} takes on 10,000 tags and 100 routes, as a process with the
 * launcher's flags, beside {@code sluice version}, which is the floor: the JVM and the command line
 * alone.
 */
@Tag("bench")
class CheckBenchmarkTest {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final int CONNECTIONS = 10;
  private static final int ASSETS = 100;
  private static final int TAGS_OF_ASSET = 100;

  @Test
  void checksTenThousandTagsAndAHundredRoutes(@TempDir Path directory) throws Exception {
    write(directory);
    List<Double> checks = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      floors.add(seconds(directory, "version"));
      checks.add(
          seconds(
              directory,
              "check",
              "--config",
              directory.resolve("config").toString(),
              "--routes",
              directory.resolve("routes").toString()));
    }
    double floor = median(floors);
    double check = median(checks);
    System.out.printf(
        Locale.ROOT,
        "%ncheck of %d tags and %d routes: %.2f s, the JVM's start %.2f s, after it %.2f s;"
            + " ratio %.1f%n",
        ASSETS * TAGS_OF_ASSET,
        ASSETS,
        check,
        floor,
        check - floor,
        check / floor);
    assertThat(Files.readString(directory.resolve("check.out"))).contains("10000 tags, 100 routes");
  }

  private static double seconds(Path directory, String command, String... more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-Djdk.serialFilter=!*"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.add(command);
    line.addAll(List.of(more));
    long begun = System.nanoTime();
    int exit =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(command + ".out").toFile())
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(exit).as(Files.readString(directory.resolve(command + ".out"))).isZero();
    return seconds;
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }

  /** Every asset with a detector, a shadow setpoint with an interlock, and a route. */
  private static void write(Path directory) throws IOException {
    Path config = directory.resolve("config");
    Files.createDirectories(config.resolve("tags"));
    Files.createDirectories(directory.resolve("routes"));
    StringBuilder connections = new StringBuilder("connections:\n");
    StringBuilder assets = new StringBuilder("assets:\n");
    StringBuilder detectors = new StringBuilder("detectors:\n");
    StringBuilder setpoints = new StringBuilder("setpoints:\n");
    for (int plc = 0; plc < CONNECTIONS; plc++) {
      connections.append(
          """
            plc-%d: {kind: modbus, url: "tcp://127.0.0.1:502", groups: {fast: {every: 1 s}}}
          """
              .formatted(plc));
      Files.writeString(config.resolve("tags/plc-" + plc + ".csv"), tags(plc));
    }
    for (int asset = 0; asset < ASSETS; asset++) {
      assets.append("  a%1$d: {path: line-1/a%1$d, tags: a%1$d/*}\n".formatted(asset));
      detectors.append("  a%1$d-health: {asset: a%1$d, kind: pca}\n".formatted(asset));
      setpoints.append(
          """
            a%1$d-pressure:
              tag: a%1$d/t0
              mode: shadow
              clamp: {low: 10 bar, high: 90 bar}
              move: {max-step: 1 bar, max-rate: 1 bar/s, min-step: 0.1 bar, min-interval: 2 s}
              interlock: a%1$d.t1 > 3.0 && a%1$d.t2 < 60.0
              read-back: {within: 500 ms, tolerance: 0.1 bar}
          """
              .formatted(asset));
      Files.writeString(directory.resolve("routes/a%d.camel.yaml".formatted(asset)), route(asset));
    }
    Files.writeString(config.resolve("connections.yaml"), connections);
    Files.writeString(config.resolve("assets.yaml"), assets);
    Files.writeString(config.resolve("detectors.yaml"), detectors);
    Files.writeString(config.resolve("setpoints.yaml"), setpoints);
    Files.writeString(config.resolve("spools.yaml"), "spools:\n  cloud: {max-bytes: 1 GB}\n");
  }

  private static String tags(int plc) {
    StringBuilder csv =
        new StringBuilder(
            "tag,group,address,type,unit,low,high,scale,deadband,access,class,description\n");
    int assets = ASSETS / CONNECTIONS;
    for (int tag = 0; tag < assets * TAGS_OF_ASSET; tag++) {
      int number = tag % TAGS_OF_ASSET;
      csv.append(
          "a%d/t%d,fast,%d,FLOAT32,bar,0,100,,0.1 bar,%s,process,pressure\n"
              .formatted(
                  plc * assets + tag / TAGS_OF_ASSET,
                  number,
                  40_001 + 2 * tag,
                  number == 0 ? "write" : "read"));
    }
    return csv.toString();
  }

  private static String route(int asset) {
    return """
        - route:
            id: a%1$d-watch
            from:
              uri: tags:plc-%2$d
              parameters: {group: fast}
              steps:
                - to: detect:a%1$d-health
                - to:
                    uri: setpoint:a%1$d-pressure
                    parameters: {while: a%1$d-health, step: -1 %%}
                - to:
                    uri: summary:a%1$d
                    parameters: {every: 10 s}
                - to: spool:cloud
        """
        .formatted(asset, asset / (ASSETS / CONNECTIONS));
  }
}
