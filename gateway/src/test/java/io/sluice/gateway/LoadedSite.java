package io.sluice.gateway;

import io.sluice.analytics.Verdict;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.FakeConnectorKind;
import io.sluice.gateway.fakes.FakeUplinkKind;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.options.Secrets;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A gateway in real time, on Vert.x, on real files, with some assets on each of some PLCs in
 * memory. Each asset has a detector, trained from a history, and a route.
 */
final class LoadedSite implements AutoCloseable {
  private static final int TAGS = 20;
  private static final int HISTORY_ROWS = 250;
  private static final long TRAINING_SECONDS = 60;

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final FakeConnectorKind devices = new FakeConnectorKind();
  private final Surroundings world;
  private final Map<String, Counted> counts = new TreeMap<>();
  final Gateway gateway;
  private @Nullable Parts running;

  /** What a detector has seen; confined to its asset's loop. */
  static final class Counted {
    private long scans;
    private long last;
    private long holes;

    void seen(Scan scan, Judgement judgement) {
      if (last > 0 && scan.sequence() != last + 1) {
        holes++;
      }
      last = scan.sequence();
      scans++;
    }

    /** Read only once the gateway has stopped. */
    long scans() {
      return scans;
    }

    long last() {
      return last;
    }

    long holes() {
      return holes;
    }
  }

  /**
   * @param plcs connections with ten assets of twenty tags each
   */
  LoadedSite(Path folder, int plcs) throws IOException {
    this.folder = folder;
    SystemClock clock = new SystemClock();
    this.world =
        new Surroundings(
            clock,
            new VertxLoops(vertx, clock),
            Map.of("fake", devices),
            Map.of("fake", new FakeUplinkKind()));
    files(plcs);
    Loaded.Checked checked = (Loaded.Checked) load();
    gateway = new Gateway(checked.configuration(), world, folder.resolve("data"));
  }

  LoadedSite start() throws GatewayException {
    gateway.start();
    devices.all().forEach(LoadedSite::enliven);
    parts()
        .watches()
        .forEach(
            (name, watch) -> {
              Counted counted = new Counted();
              counts.put(name, counted);
              watch.listen(counted::seen);
            });
    awaitScores();
    return this;
  }

  /** Values that change as in the history, so that detectors have something to score. */
  private static void enliven(FakeConnector plc) {
    Random random = new Random(plc.name().hashCode());
    plc.physics(
        () ->
            plc.groups().stream()
                .flatMap(group -> group.tags().stream())
                .forEach(tag -> plc.set(tag.name(), 5 + random.nextGaussian())));
  }

  private void awaitScores() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TRAINING_SECONDS);
    while (!scoring()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("not every detector scores after " + TRAINING_SECONDS + " s");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private boolean scoring() {
    return parts().watches().values().stream()
        .allMatch(watch -> watch.status().verdict() == Verdict.SCORED);
  }

  Map<String, Counted> counts() {
    return counts;
  }

  Parts parts() {
    running = gateway.parts().orElseThrow();
    return running;
  }

  Loaded load() {
    return Installed.configFiles(world, Secrets.none())
        .load(folder.resolve("config"), folder.resolve("routes"));
  }

  /** A route whose summaries have this period. */
  void route(String asset, String every) throws IOException {
    String plc = asset.substring(0, asset.indexOf('-'));
    write(
        "routes/" + asset + ".camel.yaml",
        """
        - route:
            id: %s
            from:
              uri: tags:%s
              parameters: {group: live}
              steps:
                - to: detect:%s
                - to: {uri: "summary:%s", parameters: {every: %s}}
                - to: spool:cloud
        """
            .formatted(asset, plc, asset, asset, every));
  }

  void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** Stops the gateway; then every sum must hold. */
  @Override
  public void close() throws Exception {
    Parts parts = gateway.parts().or(() -> Optional.ofNullable(running)).orElseThrow();
    gateway.stop();
    vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    Invariants.scans(parts.ledger().totals());
    parts.spools().values().forEach(spool -> Invariants.records(spool.counts()));
  }

  private static String history(String asset) {
    Random random = new Random(asset.hashCode());
    StringBuilder csv = new StringBuilder("time");
    for (int tag = 0; tag < TAGS; tag++) {
      csv.append(',').append(asset).append("/t").append(tag);
    }
    for (int row = 0; row < HISTORY_ROWS; row++) {
      csv.append('\n').append(Instant.EPOCH.plusMillis(80L * row));
      for (int tag = 0; tag < TAGS; tag++) {
        csv.append(',').append(5 + random.nextGaussian());
      }
    }
    return csv.append('\n').toString();
  }

  private void files(int plcs) throws IOException {
    StringBuilder connections = new StringBuilder("connections:\n");
    StringBuilder assets = new StringBuilder("assets:\n");
    StringBuilder detectors = new StringBuilder("detectors:\n");
    for (int plc = 0; plc < plcs; plc++) {
      connections.append("  p%d: {kind: fake, groups: {live: {every: 80 ms}}}\n".formatted(plc));
      StringBuilder tags = new StringBuilder("tag,group,address,type,unit\n");
      for (int i = 0; i < 10; i++) {
        String asset = "p" + plc + "-" + i;
        assets.append("  %s: {path: %s, tags: %s/*}\n".formatted(asset, asset, asset));
        detectors.append(
            "  %s: {asset: %s, kind: pca, learn: {history: history/%s.csv}}\n"
                .formatted(asset, asset, asset));
        write("config/history/" + asset + ".csv", history(asset));
        for (int tag = 0; tag < TAGS; tag++) {
          tags.append("%s/t%d,live,%d,FLOAT64,bar\n".formatted(asset, tag, i * TAGS + tag));
        }
        route(asset, "1 s");
      }
      write("config/tags/p" + plc + ".csv", tags.toString());
    }
    write("config/gateway.yaml", "gateway: {id: gw, path: acme/test}\n");
    write("config/connections.yaml", connections.toString());
    write("config/assets.yaml", assets.toString());
    write("config/detectors.yaml", detectors.toString());
    write("config/spools.yaml", "spools:\n  cloud: {max-bytes: 100 MB}\n");
    write("config/uplinks.yaml", "uplinks:\n  broker: {kind: fake}\n");
    write(
        "routes/uplink.camel.yaml",
        """
        - route:
            id: uplink
            from:
              uri: spool:cloud
              steps:
                - to: uplink:broker
        """);
  }
}
