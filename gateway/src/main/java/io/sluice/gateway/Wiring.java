package io.sluice.gateway;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.detectors.ModalKind;
import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.assets.ModelNotice;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.assets.WatchPlan;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.Interlock;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.setpoints.SetpointGuard;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolOptions;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkKind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes each part of a gateway from its configuration, with what it needs by constructor. But for a
 * spool, a part that is made opens nothing before it is started.
 */
final class Wiring {
  private static final int ASSET_QUEUE = 4_096;

  private final Configuration configuration;
  private final Foundation foundation;
  private final Surroundings world;
  private final PlantClock clock;

  Wiring(Configuration configuration, Foundation foundation) {
    this.configuration = configuration;
    this.foundation = foundation;
    this.world = foundation.world();
    this.clock = foundation.clock();
  }

  Configuration configuration() {
    return configuration;
  }

  Connector connector(Entry entry) {
    ConnectorKind<?> kind = world.connectors().get(String.valueOf(entry.kind()));
    if (kind == null) {
      throw new IllegalStateException("checked, yet there is no kind " + entry.kind());
    }
    return create(kind, entry);
  }

  private <O extends Record> Connector create(ConnectorKind<O> kind, Entry entry) {
    List<Tag> tags = configuration.tagsOf(entry.name());
    return kind.create(entry.name(), entry.options(kind.options()), tags, clock);
  }

  /**
   * @param groups of all connectors that will run
   */
  AssetLoop asset(Entry entry, List<TagGroup> groups) {
    List<Tag> tags = AssetSamples.numeric(configuration.tagsOfAsset(entry.name()));
    AssetSamples samples = new AssetSamples(entry.name(), groups, tags);
    PlantClock.Loop loop = world.assets().loop("asset-" + entry.name());
    return new AssetLoop(samples, loop, ASSET_QUEUE);
  }

  Watch watch(Entry entry, AssetLoop asset) {
    WatchPlan plan = plan(entry);
    Watch watch = new Watch(plan, asset, foundation.models(), clock, foundation.alarms());
    watch.listen((scan, found) -> mark(found));
    watch.listenToModels(this::mark);
    return watch;
  }

  /** The recorder finds an alarm again by its mark. */
  private void mark(Judgement found) {
    AlarmEvent event = found.event();
    if (event != null) {
      String what = event.change().name().toLowerCase(Locale.ROOT);
      foundation.recorder().mark(event.time(), event.detector(), what, event.sentence());
    }
  }

  private void mark(ModelNotice notice) {
    String what = notice.what().word();
    foundation.recorder().mark(notice.time(), notice.detector(), what, notice.text());
  }

  /** A connection's hub, to which the recorder listens as long as it lives. */
  ScanHub hub() {
    ScanHub hub = new ScanHub(foundation.latest());
    var unused = hub.listen(foundation.recorder()::onScan);
    return hub;
  }

  private WatchPlan plan(Entry entry) {
    DetectorEntry common = entry.options(DetectorEntry.class);
    DetectorKind<?> kind =
        DetectorKind.named(String.valueOf(entry.kind()))
            .orElseThrow(() -> new IllegalStateException("checked, yet no kind " + entry.kind()));
    String history = common.learn().history();
    return new WatchPlan(
        entry.name(),
        foundation
            .timekeeper()
            .keeping(
                entry.name(), ModalKind.of(kind.in(configuration.directory()), common.modes())),
        entry.options(kind.options()),
        common.alarm(),
        common.goal(),
        common.learn().time(),
        history == null ? null : configuration.directory().resolve(history),
        common.retrain());
  }

  /** What decides on a setpoint's writes; pure, so that it can be made before its setpoint. */
  SetpointGuard guard(Entry entry) {
    SetpointOptions options = entry.options(SetpointOptions.class);
    String expression = options.interlock();
    List<Tag> all = tags();
    Interlock interlock = expression == null ? null : Interlock.compile(expression, all);
    return SetpointGuard.of(entry.name(), options, tag(all, options.tag()), interlock);
  }

  /**
   * Made only when the one before it has stopped: it counts the writes of both.
   *
   * @param connectors all that run
   */
  SetpointLoop setpoint(SetpointGuard guard, Collection<Connector> connectors) {
    SetpointOptions options = guard.options();
    SetpointOptions.Heartbeat heartbeat = options.heartbeat();
    @Nullable Tag alive = heartbeat == null ? null : tag(tags(), heartbeat.tag());
    Set<String> reached = new TreeSet<>();
    guard.reads().forEach(tag -> reached.add(tag.name()));
    reached.add(options.tag());
    if (alive != null) {
      reached.add(alive.name());
    }
    PlantPort port = new PlantPort(connectors, reached, clock);
    PlantClock.Loop loop = clock.loop("setpoint-" + guard.name());
    return new SetpointLoop(
        assetOf(options.tag()),
        options,
        listener ->
            new Setpoint(
                new Setpoint.Wiring(guard, port, foundation.audit(), clock, loop, listener, alive)),
        loop,
        clock);
  }

  private List<Tag> tags() {
    return configuration.connections().keySet().stream()
        .flatMap(name -> configuration.tagsOf(name).stream())
        .toList();
  }

  private static Tag tag(List<Tag> all, String name) {
    return all.stream()
        .filter(tag -> tag.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("checked, yet there is no tag " + name));
  }

  /** The asset that has the tag; a tag of none reports under the gateway's own name. */
  private String assetOf(String tag) {
    return configuration.assetOf(tag).orElse(configuration.gateway().gateway().id());
  }

  Spool spool(Entry entry) throws GatewayException {
    try {
      return Spool.open(
          entry.name(),
          entry.options(SpoolOptions.class),
          foundation.data().resolve("spool"),
          clock);
    } catch (SpoolException refused) {
      throw new GatewayException(
          Trouble.UNAVAILABLE, "spool " + entry.name() + ": " + refused.getMessage(), refused);
    }
  }

  Uplink uplink(Entry entry) {
    UplinkKind<?> kind = world.uplinks().get(String.valueOf(entry.kind()));
    if (kind == null) {
      throw new IllegalStateException("checked, yet there is no kind " + entry.kind());
    }
    return create(kind, entry);
  }

  private <O extends Record> Uplink create(UplinkKind<O> kind, Entry entry) {
    String id = configuration.gateway().gateway().id();
    return kind.create(entry.name(), entry.options(kind.options()), id, clock);
  }
}
