package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.Connector;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Change;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.routes.RouteException;
import io.sluice.gateway.routes.RouteManager;
import io.sluice.gateway.routes.RouteManager.RouteText;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.status.StatusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway: spools and uplinks, assets and detectors, setpoints, connections, routes; started so
 * that whoever hands something on finds the next one ready, and stopped in the reverse. While it
 * runs it can be changed to another configuration: what does not differ is not touched.
 *
 * <p>Thread-safe. {@link #start}, {@link #change} and {@link #stop} take turns and may take
 * seconds: never on an event loop.
 */
public final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Surroundings world;
  private final Path data;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();
  private volatile Configuration configuration;
  private @Nullable DataDirectory directory;
  private volatile @Nullable ModelDeeds models;
  private volatile @Nullable RouteManager routes;

  /** Wires nothing yet and opens nothing. */
  public Gateway(Configuration configuration, Surroundings world) {
    this(configuration, world, Path.of(configuration.gateway().data()));
  }

  /**
   * The same with its data elsewhere than the configuration says.
   *
   * @param data directory for spool, models and audit
   */
  public Gateway(Configuration configuration, Surroundings world, Path data) {
    this.configuration = configuration;
    this.world = world;
    this.data = data;
  }

  /**
   * Starts everything; returns when routes run and connections are being made.
   *
   * @throws GatewayException where something of its own cannot be had; what was opened is closed
   *     again
   */
  public void start() throws GatewayException {
    turn.lock();
    boolean started = false;
    try {
      startAll();
      started = true;
    } finally {
      if (!started) {
        stop();
      }
      turn.unlock();
    }
  }

  private void startAll() throws GatewayException {
    DataDirectory held = DataDirectory.open(data);
    directory = held;
    String id = configuration.gateway().gateway().id();
    Foundation foundation = Foundation.open(configuration.gateway(), world, held.path());
    parts.set(Parts.none(foundation));
    models =
        new ModelDeeds(
            foundation.models().registry(), foundation.audit(), world.clock(), this::configuration);
    RouteManager manager = new RouteManager(id, this::running);
    routes = manager;
    manager.open();
    Configuration nothing = configuration.only((noun, name) -> false);
    Swap swap = swap(configuration, Difference.between(nothing, configuration), manager);
    try {
      swap.prepare();
      swap.carryOut();
      swap.listen();
    } finally {
      swap.discard();
    }
    log.info(
        "{} runs: {} connections, {} tags, {} detectors, {} setpoints, {} routes",
        id,
        configuration.connections().size(),
        configuration.tags().values().stream().mapToInt(List::size).sum(),
        configuration.detectors().size(),
        configuration.entries("setpoints").size(),
        configuration.checkedRoutes().size());
  }

  /**
   * Takes another configuration that has passed the check: tries its routes out, then swaps what
   * differs. Where anything does not start, what ran before is made to run again.
   */
  public ChangeResult change(Configuration next) {
    turn.lock();
    try {
      RouteManager manager = routes;
      if (manager == null || parts.get() == null) {
        return new ChangeResult.Refused("the gateway does not run");
      }
      Difference difference = Difference.between(configuration, next);
      if (difference.needsRestart()) {
        return new ChangeResult.Refused(String.join("; ", difference.restart()));
      }
      if (difference.isEmpty()) {
        configuration = next;
        return new ChangeResult.Unchanged();
      }
      return change(next, difference, manager);
    } finally {
      turn.unlock();
    }
  }

  private ChangeResult change(Configuration next, Difference difference, RouteManager manager) {
    Swap swap = swap(next, difference, manager);
    try {
      RouteManager.rehearse(rewritten(next, difference));
      swap.prepare();
    } catch (RouteException | RuntimeException refused) {
      swap.discard();
      log.warn("the change is refused, everything runs as before: {}", refused.getMessage());
      return new ChangeResult.Refused(String.valueOf(refused.getMessage()));
    }
    try {
      Duration took = swap.carryOut();
      swap.listen();
      configuration = next;
      difference.sentences().forEach(log::info);
      log.info("swapped within {} ms", took.toMillis());
      return new ChangeResult.Swapped(difference, took);
    } catch (GatewayException | RuntimeException failed) {
      swap.discard();
      return back(next, manager, failed);
    }
  }

  /** The routes whose own text is new: the others have been started before. */
  private static List<RouteText> rewritten(Configuration next, Difference difference) {
    return next.checkedRoutes().stream()
        .filter(
            route ->
                difference
                    .of("routes", route.id())
                    .filter(change -> change.begins() && change.how() != Change.How.AFFECTED)
                    .isPresent())
        .map(route -> new RouteText(route.id(), route.text()))
        .toList();
  }

  private ChangeResult back(Configuration failed, RouteManager manager, Exception why) {
    log.warn("the change does not start, going back: {}", why.getMessage());
    Difference difference = Difference.between(failed, configuration);
    Swap swap = swap(configuration, difference, manager);
    try {
      swap.prepare();
      swap.carryOut();
      swap.listen();
      return new ChangeResult.RolledBack(why.getMessage() + "; what ran before runs again");
    } catch (GatewayException | RuntimeException worse) {
      swap.discard();
      Configuration whole = configuration;
      configuration = whole.only((noun, name) -> runs(noun, name, manager));
      Difference missing = Difference.between(configuration, whole);
      log.error(
          "what ran before does not start again either: {}; missing: {}",
          worse.getMessage(),
          missing.changes().stream().map(one -> one.noun() + " " + one.name()).toList());
      return new ChangeResult.RolledBack(
          why.getMessage()
              + "; and not all that ran before runs again: "
              + worse.getMessage()
              + "; the rest goes on");
    }
  }

  private boolean runs(String noun, String name, RouteManager manager) {
    Parts now = running();
    return switch (noun) {
      case "connections" -> now.connectors().containsKey(name);
      case "assets" -> now.assets().containsKey(name);
      case "detectors" -> now.watches().containsKey(name);
      case "setpoints" -> now.setpoints().containsKey(name);
      case "spools" -> now.spools().containsKey(name);
      case "uplinks" -> now.uplinks().containsKey(name);
      case "routes" -> manager.ids().contains(name);
      default -> true;
    };
  }

  private Swap swap(Configuration next, Difference difference, RouteManager manager) {
    Parts now = running();
    return new Swap(now, parts::set, new Wiring(next, now.foundation()), difference, manager);
  }

  private Parts running() {
    Parts now = parts.get();
    if (now == null) {
      throw new IllegalStateException("the gateway does not run");
    }
    return now;
  }

  /**
   * The first part of {@link #stop}: setpoints do what their fail-safe says and write no more. Does
   * not wait for a change under way.
   */
  public void disarm() {
    Parts now = parts.get();
    if (now != null) {
      SetpointStop.of(now.setpoints().values(), world.clock());
    }
  }

  /**
   * Stops in good order within 5 s: setpoints do what their fail-safe says, then nothing is written
   * any more; scans under way finish; the spool keeps what it has.
   */
  public void stop() {
    if (turn.isLocked()) {
      // A change under way may take seconds; nothing is written meanwhile.
      disarm();
    }
    turn.lock();
    try {
      Parts running = parts.get();
      if (running != null) {
        SetpointStop.of(running.setpoints().values(), running.clock());
        running.connectors().values().forEach(Connector::close);
      }
      if (routes != null) {
        routes.close();
      }
      if (running != null) {
        running.close();
      }
      closeDirectory();
      parts.set(null);
      routes = null;
    } finally {
      turn.unlock();
    }
  }

  /** What it is made of now; empty before {@link #start} and after {@link #stop}. */
  public Optional<Parts> parts() {
    return Optional.ofNullable(parts.get());
  }

  /** The configuration that runs, or would at the next start. */
  public Configuration configuration() {
    return configuration;
  }

  /** The status as JSON: the page, {@code sluice status} and the demo read it. */
  public ObjectNode status() {
    ObjectNode status = StatusJson.of(configuration, parts.get(), world.clock());
    RouteManager manager = routes;
    if (manager != null) {
      status.put("unansweredConditions", manager.unansweredConditions());
    }
    return status;
  }

  /** What a person may do over HTTP. */
  public StatusServer.Control control(String token) {
    return new PersonControl(token, this::parts);
  }

  private Map<String, SetpointLoop> setpointLoops() {
    return parts().map(Parts::setpoints).orElse(Map.of());
  }

  /** What a person may do to models; empty before the first start. */
  Optional<ModelDeeds> models() {
    return Optional.ofNullable(models);
  }

  /** Gives the setpoint to its route, in the name of a person. */
  public CompletionStage<ReleaseAnswer> release(String setpoint, String person) {
    SetpointLoop loop = setpointLoops().get(setpoint);
    return loop == null
        ? CompletableFuture.completedStage(
            new ReleaseAnswer.Refused("there is no setpoint " + setpoint))
        : loop.release(person);
  }

  /** Trains a detector anew on the clean rows it has kept, in the name of a person. */
  CompletionStage<StatusServer.Answer> retrain(String detector, String person) {
    Watch watch = parts().map(Parts::watches).orElse(Map.of()).get(detector);
    return watch == null
        ? CompletableFuture.completedStage(
            new StatusServer.Answer(false, "there is no detector " + detector))
        : watch.retrain(person);
  }

  private void closeDirectory() {
    DataDirectory held = directory;
    if (held != null) {
      try {
        held.close();
      } catch (IOException unclosed) {
        log.warn("the data directory's lock was not given back: {}", unclosed.toString());
      }
    }
    directory = null;
  }
}
