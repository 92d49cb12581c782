package io.sluice.gateway.fakes;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A user's files for one pump, as read: a detector, a setpoint, summaries and an uplink. */
public final class PumpFiles {
  public static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");

  private static final Map<String, String> FILES =
      Map.of(
          "gateway.yaml", "gateway: {id: gw, path: acme/test}\n",
          "connections.yaml",
              "connections:\n  plc: {kind: fake, groups: {fast: {every: 100 ms}}}\n",
          "tags/plc.csv",
              """
              tag,group,address,type,unit,low,high,scale,deadband,access,class,description
              pump-1/speed,fast,1,FLOAT64,rpm,0,3000,,,read,process,
              pump-1/flow,fast,2,FLOAT64,l/min,0,400,,,read,process,
              pump-1/current,fast,3,FLOAT64,A,0,20,,,read,process,
              pump-1/speed-sp,fast,4,FLOAT64,rpm,0,3000,,,write,setpoint,
              """,
          "assets.yaml", "assets:\n  pump-1: {path: skid/pump-1, tags: pump-1/*}\n",
          "detectors.yaml",
              """
              detectors:
                health:
                  asset: pump-1
                  kind: pca
                  alarm: {on-delay: 1 s, off-delay: 2 s, priority: medium}
                  learn: {for: 2 min}
              """,
          "setpoints.yaml",
              """
              setpoints:
                speed:
                  tag: pump-1/speed-sp
                  mode: closed
                  clamp: {low: 1000 rpm, high: 1750 rpm}
                  move: {max-step: 200 rpm, max-rate: 500 rpm/s, min-step: 5 rpm, min-interval: 1 s}
                  inputs: {quality: good, max-age: 1 s}
                  read-back: {within: 500 ms, tolerance: 1 rpm}
                  fail-safe: {action: release, after: 2 s}
              """,
          "spools.yaml", "spools:\n  cloud: {max-bytes: 100 MB}\n",
          "uplinks.yaml", "uplinks:\n  broker: {kind: fake}\n");

  public static final String WITH_CLOUD =
      """
      - route:
          id: watch
          from:
            uri: tags:plc
            parameters: {group: fast}
            steps:
              - to: detect:health
              - to: {uri: "setpoint:speed", parameters: {while: health, step: -10 %, dwell: 3 s}}
              - to: {uri: "summary:pump-1", parameters: {every: 10 s}}
              - to: spool:cloud
      - route:
          id: uplink
          from:
            uri: spool:cloud
            steps:
              - to: uplink:broker
      """;

  public static final String WITHOUT_CLOUD =
      WITH_CLOUD.substring(0, WITH_CLOUD.indexOf("        - to: spool:cloud"));

  private PumpFiles() {}

  /** The world that knows the kinds of these files. */
  public static Surroundings world() {
    VirtualClock unused = new VirtualClock(BEGIN);
    return new Surroundings(
        unused,
        unused,
        Map.of("fake", new FakeConnectorKind()),
        Map.of("fake", new FakeUplinkKind()));
  }

  public static Configuration configuration(Path folder, String routes) throws IOException {
    return configuration(folder, routes, Map.of());
  }

  /**
   * What these files say, once some are replaced.
   *
   * @param instead files by name that replace those of the same name
   */
  public static Configuration configuration(Path folder, String routes, Map<String, String> instead)
      throws IOException {
    write(folder, routes, instead);
    return read(folder, world());
  }

  /** One of them. */
  public static String file(String name) {
    return Objects.requireNonNull(FILES.get(name));
  }

  /** The files alone, unread. */
  public static void write(Path folder, String routes, Map<String, String> instead)
      throws IOException {
    Map<String, String> files = new HashMap<>(FILES);
    files.putAll(instead);
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(folder.resolve("config").resolve(file.getKey()), file.getValue());
    }
    write(folder.resolve("routes/all.camel.yaml"), routes);
  }

  /** What is in the folder, which must be good. */
  public static Configuration read(Path folder, Surroundings world) {
    Loaded loaded =
        Installed.configFiles(world, Secrets.none())
            .load(folder.resolve("config"), folder.resolve("routes"));
    if (!(loaded instanceof Loaded.Checked checked)) {
      throw new AssertionError(loaded.problems());
    }
    return checked.configuration();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
