package io.sluice.gateway;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.models.ModelStore;
import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.Apprentice;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.assets.WatchPlan;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.recorder.FlightRecorder;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.AuditFile;
import io.sluice.gateway.setpoints.Interlock;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.setpoints.SetpointGuard;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolOptions;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a gateway's parts from its configuration, each with what it needs by constructor. */
final class Wiring {
  private static final Logger log = LoggerFactory.getLogger(Wiring.class);
  private static final int ASSET_QUEUE = 4_096;
  private static final long AUDIT_BYTES = 16L << 20;
  private static final int AUDIT_FILES = 20;

  private final Configuration configuration;
  private final Surroundings world;
  private final PlantClock clock;
  private final Path data;
  private final List<PlantClock.Loop> loops = new ArrayList<>();
  private final Map<String, Connector> connectors = new LinkedHashMap<>();
  private final List<TagGroup> groups = new ArrayList<>();

  Wiring(Configuration configuration, Surroundings world, Path data) {
    this.configuration = configuration;
    this.world = world;
    this.clock = world.clock();
    this.data = data;
  }

  /** Makes all parts, or none: what was opened before one could not be made is closed again. */
  Parts build() throws GatewayException {
    boolean built = false;
    AuditFile audit = audit();
    Map<String, Spool> spools = new LinkedHashMap<>();
    try {
      Parts parts = build(audit, spools);
      built = true;
      return parts;
    } finally {
      if (!built) {
        spools.values().forEach(Spool::close);
        loops.forEach(PlantClock.Loop::close);
        close(audit);
      }
    }
  }

  private Parts build(AuditFile audit, Map<String, Spool> spools) throws GatewayException {
    loops.add(clock.loop("spool-consumers"));
    open(spools);
    connect();
    Map<String, AssetLoop> assets = assets();
    LatestSamples latest = new LatestSamples(groups);
    Map<String, ScanHub> hubs = new LinkedHashMap<>();
    connectors
        .keySet()
        .forEach(name -> hubs.put(name, new ScanHub(latest, List.copyOf(assets.values()))));
    Map<String, SetpointLoop> setpoints = setpoints(audit);
    for (ScanHub hub : hubs.values()) {
      setpoints.values().forEach(setpoint -> hub.listen(setpoint::onScan));
    }
    Map<String, Watch> watches = watches(assets);
    FlightRecorder recorder = recorder(hubs, watches);
    return new Parts(
        configuration.gateway().gateway().id(),
        connectors,
        hubs,
        assets,
        watches,
        setpoints,
        spools,
        uplinks(),
        latest,
        new ScanLedger(),
        new ReactionTimes(),
        audit,
        recorder,
        clock,
        loops);
  }

  /** Hears every scan after the assets, and every alarm. */
  private FlightRecorder recorder(Map<String, ScanHub> hubs, Map<String, Watch> watches) {
    FlightRecorder recorder =
        new FlightRecorder(
            configuration.gateway().recorder(), data.resolve("recordings"), groups, clock);
    hubs.values().forEach(hub -> hub.listen(recorder::onScan));
    watches.values().forEach(watch -> watch.listen((scan, found) -> mark(recorder, found)));
    return recorder;
  }

  private static void mark(FlightRecorder recorder, Judgement found) {
    AlarmEvent event = found.event();
    if (event != null) {
      String what = event.change().name().toLowerCase(Locale.ROOT);
      recorder.mark(event.time(), event.detector(), what, event.sentence());
    }
  }

  private PlantClock.Loop loop(String name) {
    PlantClock.Loop loop = clock.loop(name);
    loops.add(loop);
    return loop;
  }

  private AuditFile audit() throws GatewayException {
    try {
      Files.createDirectories(data.resolve("audit"));
      return AuditFile.open(data.resolve("audit"), AUDIT_BYTES, AUDIT_FILES);
    } catch (IOException refused) {
      throw new GatewayException(
          Trouble.UNAVAILABLE,
          "the audit in " + data.resolve("audit") + " cannot be used: " + refused.getMessage(),
          refused);
    }
  }

  private static void close(AuditFile audit) {
    try {
      audit.close();
    } catch (IOException unclosed) {
      log.warn("the audit was not closed: {}", unclosed.toString());
    }
  }

  private void open(Map<String, Spool> spools) throws GatewayException {
    for (Entry entry : configuration.entries("spools").values()) {
      try {
        spools.put(
            entry.name(),
            Spool.open(
                entry.name(), entry.options(SpoolOptions.class), data.resolve("spool"), clock));
      } catch (SpoolException refused) {
        throw new GatewayException(
            Trouble.UNAVAILABLE, "spool " + entry.name() + ": " + refused.getMessage(), refused);
      }
    }
  }

  private void connect() {
    for (Entry entry : configuration.connections().values()) {
      ConnectorKind<?> kind = world.connectors().get(String.valueOf(entry.kind()));
      if (kind == null) {
        throw new IllegalStateException("checked, yet there is no kind " + entry.kind());
      }
      Connector connector = create(kind, entry);
      connectors.put(entry.name(), connector);
      groups.addAll(connector.groups());
    }
  }

  private <O extends Record> Connector create(ConnectorKind<O> kind, Entry entry) {
    List<Tag> tags = configuration.tagsOf(entry.name());
    return kind.create(entry.name(), entry.options(kind.options()), tags, clock);
  }

  private Map<String, AssetLoop> assets() {
    Map<String, AssetLoop> assets = new LinkedHashMap<>();
    for (String name : configuration.assets().keySet()) {
      List<Tag> tags = AssetSamples.numeric(configuration.tagsOfAsset(name));
      PlantClock.Loop loop = world.assets().loop("asset-" + name);
      loops.add(loop);
      assets.put(name, new AssetLoop(new AssetSamples(name, groups, tags), loop, ASSET_QUEUE));
    }
    return assets;
  }

  private Map<String, Watch> watches(Map<String, AssetLoop> assets) {
    ModelStore models = new ModelStore(data.resolve("models"));
    PlantClock.Loop trainer = loop("trainer");
    Map<String, Watch> watches = new LinkedHashMap<>();
    for (Entry entry : configuration.detectors().values()) {
      WatchPlan plan = plan(entry);
      AssetLoop asset = assets.get(entry.options(DetectorEntry.class).asset());
      if (asset == null) {
        throw new IllegalStateException("checked, yet " + entry.name() + " has no asset");
      }
      Apprentice apprentice = new Apprentice(plan, asset, models, trainer);
      watches.put(entry.name(), new Watch(plan, asset, apprentice, clock));
    }
    return watches;
  }

  private WatchPlan plan(Entry entry) {
    DetectorEntry common = entry.options(DetectorEntry.class);
    DetectorKind<?> kind =
        DetectorKind.named(String.valueOf(entry.kind()))
            .orElseThrow(() -> new IllegalStateException("checked, yet no kind " + entry.kind()));
    String history = common.learn().history();
    return new WatchPlan(
        entry.name(),
        kind,
        entry.options(kind.options()),
        common.alarm(),
        common.learn().time(),
        history == null ? null : configuration.directory().resolve(history));
  }

  private Map<String, SetpointLoop> setpoints(AuditFile audit) {
    PlantPort port = new PlantPort(connectors.values(), clock);
    List<Tag> all =
        configuration.connections().keySet().stream()
            .flatMap(name -> configuration.tagsOf(name).stream())
            .toList();
    Map<String, SetpointLoop> setpoints = new LinkedHashMap<>();
    for (Entry entry : configuration.entries("setpoints").values()) {
      setpoints.put(entry.name(), setpoint(entry, all, port, audit));
    }
    return setpoints;
  }

  private SetpointLoop setpoint(Entry entry, List<Tag> all, PlantPort port, AuditFile audit) {
    SetpointOptions options = entry.options(SetpointOptions.class);
    String expression = options.interlock();
    Interlock interlock = expression == null ? null : Interlock.compile(expression, all);
    SetpointGuard guard =
        SetpointGuard.of(entry.name(), options, tag(all, options.tag()), interlock);
    SetpointOptions.Heartbeat heartbeat = options.heartbeat();
    @Nullable Tag alive = heartbeat == null ? null : tag(all, heartbeat.tag());
    PlantClock.Loop loop = loop("setpoint-" + entry.name());
    return new SetpointLoop(
        assetOf(options.tag()),
        options,
        listener ->
            new Setpoint(new Setpoint.Wiring(guard, port, audit, clock, loop, listener, alive)),
        loop,
        clock);
  }

  private static Tag tag(List<Tag> all, String name) {
    return all.stream()
        .filter(tag -> tag.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("checked, yet there is no tag " + name));
  }

  /** The asset that has the tag; a tag of none reports under the gateway's own name. */
  private String assetOf(String tag) {
    return configuration.assets().keySet().stream()
        .filter(
            asset ->
                configuration.tagsOfAsset(asset).stream().anyMatch(one -> one.name().equals(tag)))
        .findFirst()
        .orElse(configuration.gateway().gateway().id());
  }

  private Map<String, Uplink> uplinks() {
    Map<String, Uplink> uplinks = new LinkedHashMap<>();
    for (Entry entry : configuration.entries("uplinks").values()) {
      UplinkKind<?> kind = world.uplinks().get(String.valueOf(entry.kind()));
      if (kind == null) {
        throw new IllegalStateException("checked, yet there is no kind " + entry.kind());
      }
      uplinks.put(entry.name(), create(kind, entry));
    }
    return uplinks;
  }

  private <O extends Record> Uplink create(UplinkKind<O> kind, Entry entry) {
    String id = configuration.gateway().gateway().id();
    return kind.create(entry.name(), entry.options(kind.options()), id, clock);
  }
}
