package io.sluice.gateway.replay;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.Parts;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.setpoints.SetpointMode;
import io.sluice.gateway.uplink.UplinkKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The gateway that a configuration describes, on a virtual clock: the same parts and routes as
 * live, with a stand-in for each connection, a memory for each uplink and a data directory of its
 * own. Nothing opens a socket, and nothing outside that directory is written.
 *
 * <p>For one thread, which runs everything; hours pass as fast as they can be worked through.
 */
public final class VirtualRun implements AutoCloseable {
  private final Configuration configuration;
  private final VirtualClock clock;
  private final RunLog log;
  private final RunFiles files;
  private final Surroundings world;
  private final FarEnds farEnds = new FarEnds();
  private Gateway gateway;
  private @Nullable Parts parts;

  /**
   * What a run needs.
   *
   * @param configuration checked
   * @param world kinds of connectors and uplinks that the configuration names, as {@link
   *     Surroundings#of} finds them; its clocks are not used
   * @param clock stands at the moment the run begins
   * @param standIns by connection; one without is never online
   * @param models where a gateway keeps its models, only read; null to begin without any
   */
  public record Setting(
      Configuration configuration,
      Surroundings world,
      VirtualClock clock,
      Map<String, StandIn> standIns,
      @Nullable Path models) {
    public Setting {
      standIns = Map.copyOf(standIns);
    }
  }

  private VirtualRun(Setting setting, RunFiles files) {
    this.configuration = setting.configuration();
    this.clock = setting.clock();
    this.files = files;
    this.log = new RunLog();
    this.world = surroundings(setting, log, farEnds);
    this.gateway = new Gateway(configuration, world, files.directory());
  }

  /**
   * Starts the gateway; no time has passed yet.
   *
   * @throws GatewayException where it cannot start, in a sentence for the user
   */
  public static VirtualRun start(Setting setting) throws GatewayException {
    VirtualRun run = new VirtualRun(setting, files(setting));
    boolean started = false;
    try {
      run.gateway.start();
      run.listen();
      started = true;
      return run;
    } finally {
      if (!started) {
        run.close();
      }
    }
  }

  /** Lets so much plant time pass, and works through all that is due in it. */
  public void advance(Duration by) {
    clock.advance(by);
  }

  /**
   * Releases every closed setpoint, for class A as two persons, as a person would who watches the
   * plant run well: to be called when the inputs have been heard. What a setpoint answers stands
   * under its name.
   */
  public Map<String, ReleaseAnswer> release(String person) {
    Map<String, ReleaseAnswer> answers = new TreeMap<>();
    parts()
        .setpoints()
        .forEach(
            (name, loop) -> {
              if (loop.options().mode() == SetpointMode.CLOSED) {
                answers.put(name, released(name, person));
              }
            });
    return answers;
  }

  /** Releases one setpoint, for class A as two persons. */
  public ReleaseAnswer release(String setpoint, String person) {
    return released(setpoint, person);
  }

  /** Holds one setpoint in the name of a person. */
  public void hold(String setpoint, String person) {
    SetpointLoop loop = parts().setpoints().get(setpoint);
    if (loop == null) {
      throw new IllegalArgumentException("there is no setpoint " + setpoint);
    }
    loop.execute(owned -> owned.hold("held by " + person));
    clock.settle();
  }

  /** Lets the far end of an uplink go away; what is sent there fails as not sent. */
  public void cut(String uplink) {
    farEnds.cut(uplink);
  }

  /** Lets the far end of an uplink come back. */
  public void mend(String uplink) {
    farEnds.mend(uplink);
  }

  /**
   * Stops the gateway in good order and starts it again on the same data; the plant goes on.
   *
   * @throws GatewayException where it cannot start again
   */
  public void restart() throws GatewayException {
    gateway.stop();
    gateway = new Gateway(configuration, world, files.directory());
    gateway.start();
    listen();
  }

  public VirtualClock clock() {
    return clock;
  }

  /** What has happened so far; goes on being readable after the end. */
  public RunLog log() {
    return log;
  }

  public Gateway gateway() {
    return gateway;
  }

  /** Where the run keeps its spools and its audit until it is closed. */
  public Path data() {
    return files.directory();
  }

  /** The gateway's parts, also after {@link #stop}, when their figures are final. */
  public Parts parts() {
    Parts made = parts;
    if (made == null) {
      throw new IllegalStateException("the run has not started");
    }
    return made;
  }

  /**
   * Stops the gateway in good order; so much virtual time passes as that takes. Does nothing a
   * second time.
   */
  public void stop() {
    gateway.stop();
  }

  /** Stops, and deletes the run's data. */
  @Override
  public void close() {
    stop();
    try {
      files.close();
    } catch (IOException left) {
      throw new IllegalStateException("the run's data could not be deleted: " + left, left);
    }
  }

  private static RunFiles files(Setting setting) throws GatewayException {
    try {
      return RunFiles.with(setting.models());
    } catch (IOException refused) {
      throw new GatewayException(
          Trouble.UNAVAILABLE, "the run's own data directory cannot be made: " + refused);
    }
  }

  private static Surroundings surroundings(Setting setting, RunLog log, FarEnds farEnds) {
    Map<String, ConnectorKind<?>> connectors = new TreeMap<>();
    setting
        .world()
        .connectors()
        .forEach(
            (name, kind) ->
                connectors.put(name, new ReplacedKind<>(kind, setting.standIns(), log)));
    Map<String, UplinkKind<?>> uplinks = new TreeMap<>();
    setting
        .world()
        .uplinks()
        .forEach((name, kind) -> uplinks.put(name, new MemoryUplinkKind<>(kind, log, farEnds)));
    return new Surroundings(setting.clock(), setting.clock(), connectors, uplinks);
  }

  private void listen() {
    Parts made = gateway.parts().orElseThrow();
    parts = made;
    made.watches().values().forEach(watch -> watch.listen((scan, found) -> log.judged(found)));
    made.assets().values().forEach(asset -> asset.listen(log::summarised));
    made.setpoints()
        .values()
        .forEach(
            loop -> loop.listen(outcome -> log.decided(new RunLog.Decided(clock.now(), outcome))));
  }

  private ReleaseAnswer released(String setpoint, String person) {
    ReleaseAnswer answer = asked(setpoint, person);
    return answer instanceof ReleaseAnswer.NeedsSecondPerson
        ? asked(setpoint, person + " (second)")
        : answer;
  }

  private ReleaseAnswer asked(String setpoint, String person) {
    CompletableFuture<ReleaseAnswer> answer =
        gateway.release(setpoint, person).toCompletableFuture();
    clock.settle();
    return answer.join();
  }
}
