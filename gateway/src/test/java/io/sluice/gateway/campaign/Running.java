package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.Parts;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.setpoints.SetpointStatus;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.simulator.instruments.WriteRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A gateway in this process, with what tests ask of it. Closing stops and checks it. */
final class Running implements AutoCloseable {
  static final String PUMP_SPEED = "pump-1-speed";
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Site site;
  private final Threads threads = Threads.now();
  private final LiveGateway live;
  private final Gateway gateway;
  private final Parts parts;
  private boolean stopped;

  Running(Site site) throws Exception {
    this.site = site;
    live = new LiveGateway(new SystemClock());
    boolean started = false;
    try {
      ListenAddress page = new ListenAddress("127.0.0.1", site.port());
      gateway = live.start(site.configuration(), site.data(), page);
      parts = gateway.parts().orElseThrow();
      started = true;
    } finally {
      if (!started) {
        live.close();
      }
    }
  }

  Parts parts() {
    return parts;
  }

  /** Waits; where it is in vain, says how the gateway stood. */
  Duration until(String what, int seconds, BooleanSupplier reached) {
    try {
      return Await.until(what, Duration.ofSeconds(seconds), reached);
    } catch (AssertionError vain) {
      throw new AssertionError(vain.getMessage() + "\n" + gateway.status().toPrettyString(), vain);
    }
  }

  /** Waits until both connections scan and both detectors have scored. */
  Running ready() {
    until("connections and detectors", 20, () -> online() && scoring());
    return this;
  }

  boolean online() {
    return parts.connectors().keySet().stream().allMatch(this::online);
  }

  boolean online(String connection) {
    return parts.connectors().get(connection).status().state() == ConnectionState.ONLINE;
  }

  long scans(String connection) {
    return parts.connectors().get(connection).status().scans();
  }

  private boolean scoring() {
    return parts.watches().values().stream()
        .allMatch(watch -> watch.status().verdict() == io.sluice.analytics.Verdict.SCORED);
  }

  boolean alarm() {
    return parts.watches().values().stream().anyMatch(watch -> watch.status().alarmActive());
  }

  SetpointStatus setpoint(String name) {
    return parts.setpoints().get(name).status();
  }

  String phase() {
    return setpoint(PUMP_SPEED).phase().word();
  }

  /** Gives the pump's speed to its route once its inputs are good. */
  Running released() {
    until("a release", 10, this::release);
    return this;
  }

  private boolean release() {
    try {
      ReleaseAnswer answer =
          gateway.release(PUMP_SPEED, "tester").toCompletableFuture().get(5, TimeUnit.SECONDS);
      return answer instanceof ReleaseAnswer.Released;
    } catch (Exception late) {
      throw new AssertionError("no answer to the release", late);
    }
  }

  SpoolCounts spool() {
    return parts.spools().get("cloud").counts();
  }

  /** What the plant accepted for the speed, oldest first. */
  List<WriteRecord> speedWrites() {
    return site.plant().writeLog().stream()
        .filter(write -> write.tag().equals("pump-1/speed-sp"))
        .toList();
  }

  /** Stops in good order and checks the sums; gives the time it took. */
  Duration stop() throws Exception {
    long begun = System.nanoTime();
    stopped = true;
    live.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(took).as("an orderly stop").isLessThan(STOP_WITHIN);
    new Invariants(site).check(parts);
    threads.assertNoneLeft();
    return took;
  }

  @Override
  public void close() throws Exception {
    if (!stopped) {
      stop();
    }
  }
}
