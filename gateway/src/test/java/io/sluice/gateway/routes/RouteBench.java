package io.sluice.gateway.routes;

import io.sluice.analytics.Goal;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Priority;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ModelDesk;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.assets.WatchPlan;
import io.sluice.gateway.fakes.Desks;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.FakeUplink;
import io.sluice.gateway.fakes.LimitKind;
import io.sluice.gateway.fakes.MemoryAudit;
import io.sluice.gateway.fakes.Pump;
import io.sluice.gateway.fakes.VirtualTime;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.YamlReader;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.setpoints.SetpointGuard;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolOptions;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Real components, spool and Camel context on a virtual clock, between a pump in memory and a cloud
 * in memory. The detector {@code health} knows 1450 rpm; 100 rpm off is its threshold.
 */
final class RouteBench implements AutoCloseable {
  static final String WATCH =
      """
      - route:
          id: watch
          from:
            uri: tags:plc
            parameters: {group: fast}
            steps:
              - to: detect:health
              - to: {uri: "summary:pump-1", parameters: {every: 1 s}}
              - to: spool:cloud
      """;
  static final String UPLINK =
      """
      - route:
          id: uplink
          from:
            uri: spool:cloud
            parameters: {batch: 10}
            steps:
              - to: uplink:broker
      """;
  static final String ADJUST =
      """
      - route:
          id: adjust
          from:
            uri: tags:plc
            parameters: {group: fast}
            steps:
              - to: detect:health
              - to: {uri: "setpoint:speed", parameters: {while: health, step: -10 %, dwell: 1 s}}
              - to: spool:cloud
      """;
  private static final String SETPOINT =
      """
      tag: pump-1/speed-sp
      mode: closed
      clamp: {low: 1000 rpm, high: 1750 rpm}
      move: {max-step: 200 rpm, max-rate: 500 rpm/s, min-step: 5 rpm, min-interval: 1 s}
      inputs: {quality: good, max-age: 1 s}
      read-back: {within: 500 ms, tolerance: 1 rpm}
      fail-safe: {action: hold, after: 5 s}
      """;

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  final FakeConnector plc = new FakeConnector("plc", Pump.GROUPS, clock);
  final FakeUplink broker = new FakeUplink("broker", clock);
  final ScanLedger ledger = new ScanLedger();
  final LatestSamples latest = new LatestSamples();
  final AssetLoop pump;
  final ScanHub hub;
  final Watch watch;
  final ModelRegistry models;
  final SetpointLoop speed;
  final Spool cloud;
  final RouteParts parts;
  final RouteManager routes;

  RouteBench(Path folder) throws IOException, SpoolException {
    this(folder, 1_000);
  }

  /**
   * @param queue how much work may wait for the asset
   */
  RouteBench(Path folder, int queue) throws IOException, SpoolException {
    pump =
        new AssetLoop(
            new AssetSamples("pump-1", Pump.GROUPS, List.of(Pump.SPEED, Pump.FLOW)),
            clock.loop("pump-1"),
            queue);
    latest.replace("plc", Pump.GROUPS);
    hub = new ScanHub(latest);
    models = new ModelRegistry(new ModelStore(folder.resolve("models")), clock::now);
    watch = watch(folder);
    speed = speed();
    hub.serve(Pump.GROUPS, List.of(pump), List.of(speed));
    cloud = Spool.open("cloud", options("{}", SpoolOptions.class), folder.resolve("spool"), clock);
    parts =
        new TheseParts(
            "gw",
            Map.of("plc", hub),
            Map.of("pump-1", pump),
            Map.of("health", watch),
            Map.of("speed", speed),
            Map.of("cloud", cloud),
            Map.of("broker", broker),
            latest,
            ledger,
            new ReactionTimes(),
            clock,
            clock.loop("spools"));
    routes = new RouteManager("gw", () -> parts);
    plc.mend();
    plc.set("pump-1/speed", 1450);
    plc.set("pump-1/speed-sp", 1450);
    plc.set("pump-1/state", 3);
    broker.start();
    watch.start();
    clock.settle();
  }

  RouteBench start(String... yaml) throws RouteException {
    List<RouteManager.RouteText> files = new java.util.ArrayList<>();
    for (String text : yaml) {
      files.add(new RouteManager.RouteText("r" + files.size(), text));
    }
    routes.start(files);
    clock.settle();
    return this;
  }

  /** One scan of the fast group, without letting anything happen. */
  Scan scan() {
    return scan(Pump.FAST);
  }

  Scan scan(TagGroup group) {
    Scan scan = plc.scan(group);
    hub.onScan(scan);
    return scan;
  }

  /** Lets time pass with a scan of the fast and the control group every 100 ms. */
  void run(Duration time) {
    for (long left = time.toMillis() / 100; left > 0; left--) {
      scan(Pump.FAST);
      scan(Pump.CONTROL);
      clock.advance(Duration.ofMillis(100));
    }
  }

  /** Closes the routes as a gateway does while its loops go on; gives the time it took. */
  Duration stop() {
    long begun = System.nanoTime();
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(routes::close);
    VirtualTime.turnUntilDone(clock, stopping);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    stop();
    cloud.close();
  }

  static <R extends Record> R options(String yaml, Class<R> type) {
    Problems problems = new Problems();
    return new YamlReader(problems)
        .read(new SourceFile("options", yaml))
        .flatMap(node -> new RecordReader(problems, Secrets.none()).read(node, type))
        .orElseThrow(() -> new AssertionError(problems.sorted()));
  }

  private Watch watch(Path folder) throws IOException {
    StringBuilder csv = new StringBuilder("time,pump-1/speed,pump-1/flow\n");
    for (int i = 0; i < 20; i++) {
      csv.append(clock.now().plusMillis(100L * i)).append(",1450,0\n");
    }
    WatchPlan plan =
        new WatchPlan(
            "health",
            new LimitKind(),
            new LimitKind.Options(100),
            new AlarmOptions(
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Priority.MEDIUM,
                Duration.ofHours(1)),
            Goal.USUAL,
            Duration.ofSeconds(10),
            Files.writeString(folder.resolve("history.csv"), csv),
            null);
    ModelDesk desk = new ModelDesk(models, clock);
    return new Watch(plan, pump, desk, clock, Desks.at(folder.resolve("alarms"), clock));
  }

  private SetpointLoop speed() {
    SetpointOptions options = options(SETPOINT, SetpointOptions.class);
    Tag tag = Pump.SPEED_SP;
    SetpointGuard guard = SetpointGuard.of("speed", options, tag, null);
    PlantClock.Loop loop = clock.loop("speed");
    return new SetpointLoop(
        "pump-1",
        options,
        listener ->
            new Setpoint(
                new Setpoint.Wiring(guard, plc, new MemoryAudit(), clock, loop, listener, null)),
        loop,
        clock);
  }
}
