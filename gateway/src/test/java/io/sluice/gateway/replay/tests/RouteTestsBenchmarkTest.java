package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast plant time passes at 1,000 samples/s: 100 tags at 10 Hz in five assets, a detector and a
 * setpoint on the first, summaries of all, everything into the spool and over the uplink. It counts
 * the processor's time of the one thread that does it all, training included, because the machine
 * may have other work.
 */
@Tag("bench")
class RouteTestsBenchmarkTest {
  private static final int ASSETS = 5;
  private static final int TAGS = 20;

  @Test
  void plantTimePassesAThousandTimesFasterThanRealTime(@TempDir Path folder) throws IOException {
    Configuration configuration = configuration(folder);
    RouteTests player = new RouteTests(configuration, SmallPlant.world(), null, new SystemClock());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = 0;
    for (int round = 0; round < 3; round++) {
      long begun = threads.getCurrentThreadCpuTime();
      TestFiles.Read read = TestFiles.read(TestFiles.in(folder.resolve("routes")), configuration);
      assertThat(read.problems()).isEmpty();
      TestOutcome outcome = player.play(read.tests(), one -> {}).outcomes().get(0);
      assertThat(outcome.good()).as("%s %s", outcome.misses(), outcome.broken()).isTrue();
      double seconds = outcome.wallTime().toNanos() / 1e9;
      double busy = (threads.getCurrentThreadCpuTime() - begun) / 1e9;
      double factor = outcome.plantTime().toSeconds() / busy;
      System.out.printf(
          Locale.ROOT,
          "1,000 samples/s: 1 h of plant time in %.2f s: %.0f times real time; %.2f s of processor:"
              + " %.0f times%n",
          seconds,
          outcome.plantTime().toSeconds() / seconds,
          busy,
          factor);
      best = Math.max(best, factor);
    }
    assertThat(best).isGreaterThan(1_000);
  }

  private static Configuration configuration(Path folder) throws IOException {
    StringBuilder tags = new StringBuilder("tag,group,address,type,unit,low,high,access,class\n");
    StringBuilder steps = new StringBuilder();
    StringBuilder assets = new StringBuilder("assets:\n");
    StringBuilder samples = new StringBuilder();
    StringBuilder noise = new StringBuilder();
    for (int asset = 1; asset <= ASSETS; asset++) {
      assets.append("  a-%d: {path: a-%d, tags: a-%d/*}%n".formatted(asset, asset, asset));
      steps.append(
          "        - to: {uri: \"summary:a-%d\", parameters: {every: 10 s}}%n".formatted(asset));
      for (int tag = 1; tag <= TAGS; tag++) {
        String name = "a-%d/t-%02d".formatted(asset, tag);
        boolean written = tag == TAGS;
        tags.append(
            "%s,fast,%d,FLOAT32,bar,0,100,%s,%s%n"
                .formatted(
                    name,
                    40_001 + 2 * (asset * TAGS + tag),
                    written ? "write" : "read",
                    written ? "setpoint" : "process"));
        samples.append(
            "      %s: [50 bar ramp, 30 min 52 bar ramp, 60 min 50 bar]%n".formatted(name));
        noise.append(noise.isEmpty() ? "" : ", ").append(name).append(": 0.2 bar");
      }
    }
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Path config = folder.resolve("config");
    Files.createDirectories(config.resolve("tags"));
    Files.writeString(config.resolve("tags/plc.csv"), tags);
    Files.writeString(config.resolve("assets.yaml"), assets);
    nouns(config);
    route(routes, steps.toString());
    test(routes, samples.toString(), noise.toString());
    Loaded loaded = Installed.configFiles(SmallPlant.world(), Secrets.none()).load(config, routes);
    if (loaded instanceof Loaded.Checked checked) {
      return checked.configuration();
    }
    throw new AssertionError(loaded.problems());
  }

  private static void nouns(Path config) throws IOException {
    Files.writeString(
        config.resolve("connections.yaml"),
        "connections: {plc: {kind: modbus, url: \"tcp://127.0.0.1:502\", groups: {fast: {every: 100 ms}}}}\n");
    Files.writeString(
        config.resolve("detectors.yaml"),
        "detectors: {health: {asset: a-1, kind: pca, alarm: {on-delay: 1 s, off-delay: 2 s}}}\n");
    Files.writeString(
        config.resolve("setpoints.yaml"),
        """
        setpoints:
          valve:
            tag: a-1/t-20
            mode: closed
            clamp: {low: 10 bar, high: 90 bar}
            move: {max-step: 10 bar, max-rate: 10 bar/s, min-step: 1 bar, min-interval: 1 s}
            read-back: {within: 500 ms, tolerance: 1 bar}
        """);
    Files.writeString(config.resolve("spools.yaml"), "spools: {cloud: {max-bytes: 100 MB}}\n");
    Files.writeString(
        config.resolve("uplinks.yaml"),
        "uplinks: {broker: {kind: mqtt, url: \"mqtt://127.0.0.1:1883\", topic: a/b}}\n");
  }

  private static void route(Path routes, String steps) throws IOException {
    Files.writeString(
        routes.resolve("all.camel.yaml"),
        """
        - route:
            id: watch
            from:
              uri: tags:plc
              parameters: {group: fast}
              steps:
                - to: detect:health
                - to: {uri: "setpoint:valve", parameters: {while: health, step: -10 %}}
        """
            + steps
            + """
                - to: spool:cloud
        - route:
            id: uplink
            from: {uri: "spool:cloud", steps: [{to: "uplink:broker"}]}
        """);
  }

  private static void test(Path routes, String samples, String noise) throws IOException {
    Files.writeString(routes.resolve("normal.csv"), history());
    Files.writeString(
        routes.resolve("an-hour.test.yaml"),
        "- test: an hour\n  given:\n    samples:\n"
            + samples
            + "    noise: {"
            + noise
            + "}\n    history: normal.csv\n    release: [valve]\n  when: {runs: 1 h}\n  then:\n"
            + "    - delivered: {spool: cloud, summaries: 1800, tolerance: 10}\n");
  }

  private static String history() {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("time");
    for (int tag = 1; tag <= TAGS; tag++) {
      rows.append(",a-1/t-%02d".formatted(tag));
    }
    rows.append('\n');
    for (int row = 0; row < 3_000; row++) {
      rows.append(Instant.EPOCH.plusMillis(100L * row));
      double level = 49 + 4.0 * row / 3_000;
      for (int tag = 1; tag <= TAGS; tag++) {
        rows.append(String.format(Locale.ROOT, ",%.4f", level + 0.2 * random.nextGaussian()));
      }
      rows.append('\n');
    }
    return rows.toString();
  }
}
