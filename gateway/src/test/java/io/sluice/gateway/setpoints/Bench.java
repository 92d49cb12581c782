package io.sluice.gateway.setpoints;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A setpoint on a virtual clock before a fake plant, scanned every 100 ms. */
final class Bench implements Setpoint.Listener {
  static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  final VirtualClock clock = new VirtualClock(START);
  final FakePlant plant = new FakePlant(clock);
  final MemoryAudit audit = new MemoryAudit();
  final List<SetpointOutcome> outcomes = new ArrayList<>();
  final List<String> phases = new ArrayList<>();
  Setpoint setpoint;
  private Duration paused = Duration.ZERO;
  private Scanning scanning = Scanning.ALL;

  Bench(SetpointOptions options) {
    this(options, Examples.guard(options));
  }

  Bench(SetpointOptions options, SetpointGuard guard) {
    setpoint = make(options, guard);
    setpoint.start();
    run(Duration.ofMillis(200));
  }

  enum Scanning {
    ALL,
    NONE
  }

  static Bench released(SetpointOptions options) {
    Bench bench = new Bench(options);
    bench.setpoint.release("Ada");
    bench.run(Duration.ofMillis(100));
    return bench;
  }

  /** The same plant and audit, a new process. */
  void restart(SetpointOptions options) {
    setpoint.stop();
    clock.settle();
    setpoint = make(options, Examples.guard(options));
    setpoint.start();
    run(Duration.ofMillis(200));
  }

  void scanning(Scanning next) {
    scanning = next;
  }

  /** Lets time pass with a scan each 100 ms. */
  void run(Duration time) {
    long end = clock.nanoTime() + time.toNanos();
    while (clock.nanoTime() < end) {
      if (scanning == Scanning.ALL) {
        Scan scan = plant.scan(List.of(Examples.STATE, Examples.PRESSURE));
        setpoint.onScan(scan);
      }
      clock.advance(Duration.ofNanos(Math.min(100_000_000L, end - clock.nanoTime())));
    }
  }

  CompletableFuture<Decision> ask(double target) {
    return setpoint
        .request(new SetpointRequest(target, "pump-1-watch", "cavitation", clock.nanoTime()))
        .toCompletableFuture();
  }

  /** Asks, and waits for the decision. */
  Decision asked(double target) {
    CompletableFuture<Decision> answer = ask(target);
    for (int i = 0; i < 100 && !answer.isDone(); i++) {
      run(Duration.ofMillis(100));
    }
    return done(answer);
  }

  /** What the stage holds; it must be complete by now. */
  static <T> T done(CompletableFuture<T> stage) {
    if (!stage.isDone()) {
      throw new AssertionError("the request has not ended");
    }
    return stage.join();
  }

  List<FakePlant.Written> written() {
    return plant.log(Examples.SPEED_SP);
  }

  Phase phase() {
    return setpoint.status().phase();
  }

  @Override
  public void onOutcome(SetpointOutcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void onPhase(String name, Phase from, Phase to) {
    phases.add(from.word() + " → " + to.word());
  }

  private Setpoint make(SetpointOptions options, SetpointGuard guard) {
    @Nullable Tag heartbeat = options.heartbeat() == null ? null : Examples.ALIVE;
    return new Setpoint(
        new Setpoint.Wiring(
            guard, plant, audit, new Pausing(), clock.loop("asset"), this, heartbeat));
  }

  /** The setpoint's clock goes on while its loop does not run, as after a SIGSTOP. */
  void pause(Duration time) {
    paused = paused.plus(time);
  }

  private final class Pausing implements PlantClock {
    @Override
    public Instant now() {
      return clock.now().plus(paused);
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime() + paused.toNanos();
    }

    @Override
    public Loop loop(String name) {
      return clock.loop(name);
    }
  }

  /** An audit in memory that can be full. */
  static final class MemoryAudit implements Audit {
    final List<AuditEntry> entries = new ArrayList<>();
    private Space space = Space.FREE;

    enum Space {
      FREE,
      FULL
    }

    void space(Space next) {
      space = next;
    }

    @Override
    public void append(AuditEntry entry) throws IOException {
      if (space == Space.FULL) {
        throw new IOException("No space left on device");
      }
      entries.add(entry);
    }

    @Override
    public List<Instant> writesSince(String setpoint, Instant since) {
      return entries.stream()
          .filter(entry -> entry.what() instanceof AuditEntry.Intent)
          .map(AuditEntry::time)
          .filter(time -> !time.isBefore(since))
          .toList();
    }

    long verdicts() {
      return entries.stream().filter(entry -> entry.what() instanceof AuditEntry.Verdict).count();
    }
  }
}
