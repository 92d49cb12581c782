package io.sluice.gateway;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Change;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.DetectorEntry;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.routes.RouteException;
import io.sluice.gateway.routes.RouteManager;
import io.sluice.gateway.routes.RouteManager.RouteText;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.SetpointGuard;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.uplink.Uplink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Exchanges the parts of a running gateway that a difference names, and no others. A start is a
 * swap where nothing runs yet; a way back is a swap from what came of the way there.
 *
 * <p>In the order of the flow: setpoints give control back while their devices can still be
 * written, then the routes end, then what they held on to. New ones begin the other way round, so
 * that each finds what it needs. For one thread, once.
 */
final class Swap {
  private final Consumer<Parts> publish;
  private final Wiring wiring;
  private final Configuration next;
  private final Difference difference;
  private final RouteManager routes;
  private final Foundation foundation;
  private final PlantClock clock;
  private final Slots<Connector> connectors;
  private final Slots<ScanHub> hubs;
  private final Slots<AssetLoop> assets;
  private final Slots<Watch> watches;
  private final Slots<SetpointLoop> setpoints;
  private final Slots<Spool> spools;
  private final Slots<Uplink> uplinks;
  private final Map<String, SetpointGuard> guards = new LinkedHashMap<>();

  /** Connectors that run in all but the scanning. */
  private final Set<String> silent = new LinkedHashSet<>();

  /**
   * @param running what runs
   * @param publish hears of what runs from then on, as it changes
   * @param wiring makes parts of the configuration that is to run
   * @param difference from what runs to that configuration
   */
  Swap(
      Parts running,
      Consumer<Parts> publish,
      Wiring wiring,
      Difference difference,
      RouteManager routes) {
    this.publish = publish;
    this.wiring = wiring;
    this.next = wiring.configuration();
    this.difference = difference;
    this.routes = routes;
    this.foundation = running.foundation();
    this.clock = running.clock();
    this.connectors = new Slots<>(running.connectors());
    this.hubs = new Slots<>(running.hubs());
    this.assets = new Slots<>(running.assets());
    this.watches = new Slots<>(running.watches());
    this.setpoints = new Slots<>(running.setpoints());
    this.spools = new Slots<>(running.spools());
    this.uplinks = new Slots<>(running.uplinks());
  }

  /** Makes all that can be made without touching what runs; {@link #discard} gives it back. */
  void prepare() {
    for (Entry entry : coming("connections", connectors)) {
      connectors.make(entry.name(), wiring.connector(entry));
    }
    List<TagGroup> groups = groups();
    for (Entry entry : coming("assets", assets)) {
      assets.make(entry.name(), wiring.asset(entry, groups));
    }
    for (Entry entry : coming("detectors", watches)) {
      String asset = entry.options(DetectorEntry.class).asset();
      AssetLoop loop = assets.coming(asset);
      if (loop == null) {
        throw new IllegalStateException("checked, yet " + entry.name() + " has no asset");
      }
      watches.make(entry.name(), wiring.watch(entry, loop));
    }
    for (Entry entry : coming("setpoints", setpoints)) {
      guards.put(entry.name(), wiring.guard(entry));
    }
    for (Entry entry : coming("uplinks", uplinks)) {
      uplinks.make(entry.name(), wiring.uplink(entry));
    }
  }

  /** Gives back what was prepared and is not in use. */
  void discard() {
    connectors.discard(Connector::close);
    assets.discard(AssetLoop::close);
    watches.discard(Watch::close);
    uplinks.discard(Uplink::close);
  }

  /**
   * Ends what ends and begins what begins; gives how long that took.
   *
   * @throws GatewayException where something does not start: what runs then is published
   */
  Duration carryOut() throws GatewayException {
    long begun = clock.nanoTime();
    try {
      end();
      begin();
    } finally {
      publish();
    }
    startRoutes();
    return Duration.ofNanos(clock.nanoTime() - begun);
  }

  /** Lets the new connectors scan: the last thing, because now everything is ready. */
  void listen() {
    for (Entry entry : next.connections().values()) {
      Connector connector = connectors.coming(entry.name());
      ScanHub hub = hubs.coming(entry.name());
      if (connector != null && hub != null && silent.remove(entry.name())) {
        connector.start(hub.feed());
      }
    }
  }

  private void end() {
    List<SetpointLoop> disarmed = setpoints.takeOut(difference.ending("setpoints"));
    SetpointStop.of(disarmed, clock);
    routes.remove(difference.ending("routes"));
    disarmed.forEach(SetpointLoop::close);
    for (Change change : difference.of("connections")) {
      ScanHub hub = hubs.coming(change.name());
      if (hub != null && change.ends()) {
        hub.mute();
      }
      if (!change.begins()) {
        hubs.takeOut(Set.of(change.name()));
        foundation.latest().replace(change.name(), List.of());
      }
    }
    connectors.takeOut(difference.ending("connections")).forEach(Connector::close);
    uplinks.takeOut(difference.ending("uplinks")).forEach(Uplink::close);
    spools.takeOut(difference.ending("spools")).forEach(Spool::close);
    watches.takeOut(difference.ending("detectors")).forEach(Watch::close);
    assets.takeOut(difference.ending("assets")).forEach(AssetLoop::close);
  }

  private void begin() throws GatewayException {
    connect();
    assets.putIn();
    for (Entry entry : coming("spools", spools)) {
      spools.make(entry.name(), wiring.spool(entry));
      spools.putIn();
    }
    uplinks.putIn().values().forEach(Uplink::start);
    watches.putIn().values().forEach(Watch::start);
    foundation.alarms().keepOnly(next.entries("detectors").keySet());
    guards.forEach(
        (name, guard) -> setpoints.make(name, wiring.setpoint(guard, connectors.running())));
    setpoints.putIn().values().forEach(loop -> loop.execute(owned -> owned.start()));
    if (difference.changes().stream().anyMatch(change -> !change.noun().equals("routes"))) {
      next.connections().keySet().forEach(this::serve);
    }
  }

  private void connect() {
    connectors
        .putIn()
        .forEach(
            (name, connector) -> {
              silent.add(name);
              foundation.latest().replace(name, connector.groups());
              if (!hubs.runs(name)) {
                hubs.make(name, wiring.hub());
              }
            });
    hubs.putIn();
  }

  private void serve(String connection) {
    ScanHub hub = hubs.coming(connection);
    Connector connector = connectors.coming(connection);
    if (hub != null && connector != null) {
      hub.serve(connector.groups(), assets.running(), setpoints.running());
    }
  }

  private void startRoutes() throws GatewayException {
    Set<String> there = routes.ids();
    List<RouteText> texts =
        next.checkedRoutes().stream()
            .filter(route -> !there.contains(route.id()))
            .map(route -> new RouteText(route.id(), route.text()))
            .toList();
    try {
      routes.add(texts);
    } catch (RouteException refused) {
      throw new GatewayException(
          Trouble.CONFIGURATION, String.valueOf(refused.getMessage()), refused);
    }
  }

  private void publish() {
    publish.accept(
        new Parts(
            foundation,
            connectors.running(names("connections")),
            hubs.running(names("connections")),
            assets.running(names("assets")),
            watches.running(names("detectors")),
            setpoints.running(names("setpoints")),
            spools.running(names("spools")),
            uplinks.running(names("uplinks"))));
  }

  private Set<String> names(String noun) {
    return next.entries(noun).keySet();
  }

  /** Entries that the difference begins, or that are not there as they should be. */
  private List<Entry> coming(String noun, Slots<?> slots) {
    Set<String> beginning = difference.beginning(noun);
    return next.entries(noun).values().stream()
        .filter(entry -> beginning.contains(entry.name()) || !slots.runs(entry.name()))
        .toList();
  }

  private List<TagGroup> groups() {
    List<TagGroup> groups = new ArrayList<>();
    for (String name : next.connections().keySet()) {
      Connector connector = connectors.coming(name);
      if (connector != null) {
        groups.addAll(connector.groups());
      }
    }
    return groups;
  }
}
