package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.Connector;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.routes.RouteException;
import io.sluice.gateway.routes.RouteManager;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.status.StatusServer;
import io.sluice.gateway.uplink.Uplink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway, wired: spools and uplinks, assets and detectors, setpoints, connections, routes;
 * started in that order, so that whoever hands something on finds the next one ready, and stopped
 * in the reverse.
 *
 * <p>{@link #start} and {@link #stop} are for one thread; what is asked in between is thread-safe.
 */
public final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** A fail-safe ramp may take what its setpoint says; past this the gateway stops all the same. */
  private static final Duration LONGEST_FAIL_SAFE = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final Surroundings world;
  private final Path data;
  private @Nullable DataDirectory directory;
  private @Nullable Parts parts;
  private @Nullable RouteManager routes;

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
    boolean started = false;
    try {
      DataDirectory held = DataDirectory.open(data);
      directory = held;
      Parts built = new Wiring(configuration, world, held.path()).build();
      parts = built;
      startParts(built);
      started = true;
    } finally {
      if (!started) {
        stop();
      }
    }
  }

  private void startParts(Parts built) throws GatewayException {
    built.uplinks().values().forEach(Uplink::start);
    built.watches().values().forEach(Watch::start);
    built.recorder().start();
    built.setpoints().values().forEach(loop -> loop.execute(Setpoint::start));
    RouteManager manager =
        new RouteManager(configuration.gateway().gateway().id(), built.routeParts());
    routes = manager;
    try {
      manager.start(
          configuration.routes().stream()
              .map(file -> new RouteManager.RouteText(file.path().toString(), file.text()))
              .toList());
    } catch (RouteException refused) {
      throw new GatewayException(
          Trouble.CONFIGURATION, String.valueOf(refused.getMessage()), refused);
    }
    built.startConnectors();
    log.info(
        "{} runs: {} connections, {} tags, {} detectors, {} setpoints, {} route files",
        configuration.gateway().gateway().id(),
        built.connectors().size(),
        configuration.tags().values().stream().mapToInt(List::size).sum(),
        built.watches().size(),
        built.setpoints().size(),
        configuration.routes().size());
  }

  /**
   * Stops in good order within 5 s: setpoints do what their fail-safe says, then nothing is written
   * any more; scans under way finish; the spool keeps what it has.
   */
  public void stop() {
    Parts running = parts;
    if (running != null) {
      stopSetpoints(running);
      running.connectors().values().forEach(Connector::close);
    }
    if (routes != null) {
      routes.close();
    }
    if (running != null) {
      running.close();
    }
    closeDirectory();
    parts = null;
    routes = null;
  }

  /** What the parts are; empty before {@link #start} and after {@link #stop}. */
  public Optional<Parts> parts() {
    return Optional.ofNullable(parts);
  }

  /** The status as JSON: the page, {@code sluice status} and the demo read it. */
  public ObjectNode status() {
    return StatusJson.of(configuration, parts, world.clock());
  }

  /** What a person may do over HTTP. */
  public StatusServer.Control control(String token) {
    return new PersonControl(token, this::setpointLoops);
  }

  private Map<String, SetpointLoop> setpointLoops() {
    Parts running = parts;
    return running == null ? Map.of() : running.setpoints();
  }

  /** Gives the setpoint to its route, in the name of a person. */
  public CompletionStage<ReleaseAnswer> release(String setpoint, String person) {
    SetpointLoop loop = setpointLoops().get(setpoint);
    return loop == null
        ? CompletableFuture.completedStage(
            new ReleaseAnswer.Refused("there is no setpoint " + setpoint))
        : loop.release(person);
  }

  private static void stopSetpoints(Parts running) {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (SetpointLoop loop : running.setpoints().values()) {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      loop.execute(owned -> owned.close().whenComplete((done, failed) -> closed.complete(null)));
      closing.add(closed);
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    if (!running.clock().await(all, LONGEST_FAIL_SAFE)) {
      log.warn(
          "a setpoint did not finish its fail-safe within {} s", LONGEST_FAIL_SAFE.toSeconds());
    }
    running.setpoints().values().forEach(loop -> loop.setpoint().stop());
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
