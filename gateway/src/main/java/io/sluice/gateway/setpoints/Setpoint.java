package io.sluice.gateway.setpoints;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UtcTime;
import io.sluice.gateway.options.PerTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One setpoint at work: takes requests, reads fresh, lets the guard decide, writes, reads back,
 * records.
 *
 * <p>Owned by one loop: every method but {@link #stop} is called on it, and the stages it gives
 * complete on it. It reads no memory of others and blocks on nothing but the audit's append, which
 * forces an intent to the disk: so its loop is a thread of its own.
 */
public final class Setpoint {
  private static final Logger log = LoggerFactory.getLogger(Setpoint.class);

  private final Wiring wiring;
  private final SetpointGuard guard;
  private final WriteGate gate;
  private final InputCache cache;
  private final WriteHistory history;
  private final Tally tally = new Tally();
  private final Approvals approvals;
  private final Watchdog watchdog;
  private final Heartbeat heartbeat;
  private Phase phase;
  private @Nullable Trial trial;
  private @Nullable FailSafeRamp ramp;
  private @Nullable Decision lastDecision;
  private @Nullable String person;
  private @Nullable Double baseline;
  private long releases;

  /**
   * What a setpoint is made of.
   *
   * @param loop the loop that owns it; completions from elsewhere come back through it
   * @param heartbeatTag tag of {@code options.heartbeat()}, null where that is null
   */
  public record Wiring(
      SetpointGuard guard,
      Port port,
      Audit audit,
      PlantClock clock,
      PlantClock.Loop loop,
      Listener listener,
      @Nullable Tag heartbeatTag) {}

  /** Who hears of outcomes and phases; called on the owning loop, must return quickly. */
  public interface Listener {
    /** One call for each request. */
    void onOutcome(SetpointOutcome outcome);

    /** SHED and TRIPPED are alarms; their reason is the alarm's text. */
    void onPhase(String setpoint, Phase from, Phase to);
  }

  public Setpoint(Wiring wiring) {
    this.wiring = wiring;
    this.guard = wiring.guard();
    this.gate = new WriteGate(wiring.port());
    this.cache = new InputCache(guard.reads());
    this.approvals = new Approvals(guard.options().setpointClass());
    this.phase = PhaseMachine.initial(guard.options().mode(), wiring.clock().nanoTime());
    this.history = restored(wiring);
    this.watchdog = new Watchdog(this);
    this.heartbeat = new Heartbeat(this, wiring.heartbeatTag());
  }

  /** Begins to watch its inputs and, where configured, to count the heartbeat. Called once. */
  public void start() {
    watchdog.start();
    heartbeat.start();
  }

  /** Takes the newest samples of any group with a tag of this setpoint or its interlock. */
  public void onScan(Scan scan) {
    cache.scanned(scan);
    noteBaseline();
  }

  /**
   * Asks for a value. The stage completes exactly once, with the one decision, when all that
   * follows from it is over: read-back and retry included.
   */
  public CompletionStage<Decision> request(SetpointRequest request) {
    return ramp == null ? ask(request) : refused(request);
  }

  /** Holds until a person releases it. A write already handed to the port still ends. */
  public void hold(String reason) {
    event(new PhaseEvent.HoldNow(HoldCause.PERSON, reason));
  }

  /** Holds because another model drives the alarm that it follows; a person must look at it. */
  public void modelChanged(String reason) {
    event(new PhaseEvent.HoldNow(HoldCause.MODEL, reason));
  }

  /** Latches until a person releases it. */
  public void trip(String reason) {
    event(new PhaseEvent.Trip(reason));
  }

  /** A named person gives control; class A asks for two. */
  public ReleaseAnswer release(String who) {
    Optional<String> obstacle = obstacle(who);
    if (obstacle.isPresent()) {
      return new ReleaseAnswer.Refused(obstacle.get());
    }
    ReleaseAnswer answer = approvals.approve(who.strip(), now());
    if (answer instanceof ReleaseAnswer.Released released) {
      return arm(released.person());
    }
    return answer;
  }

  /**
   * Stops now. Once it returns, nothing is handed to the port any more, and a write that still
   * waits in a connector is not sent. May be called on any thread, also while the owning loop is
   * stuck.
   */
  public void stop() {
    gate.shut();
    wiring.loop().execute(this::stopped);
  }

  /**
   * Stops in good order: where it is in control it first does what {@code fail-safe} says, within
   * {@code fail-safe after}; then {@link #stop}.
   */
  public CompletionStage<Void> close() {
    if (ramp == null) {
      ramp = new FailSafeRamp(this);
      return ramp.run().whenComplete((done, fault) -> stop());
    }
    return ramp.done();
  }

  /** A snapshot for screens. */
  public SetpointStatus status() {
    return new SetpointStatus(
        name(),
        guard.options().mode(),
        phase,
        phase.reason(),
        person,
        current(),
        baseline,
        lastDecision,
        releases,
        tally.counters());
  }

  /** Value in the device as last read, null where not known. */
  public @Nullable Double current() {
    return cache.value(guard.tag());
  }

  public String name() {
    return guard.name();
  }

  /** The tags it looks at: its own and those of its interlock. */
  public List<Tag> reads() {
    return guard.reads();
  }

  /** How often a person has released it: an adjustment takes its baseline anew when it changes. */
  public long releases() {
    return releases;
  }

  Wiring wiring() {
    return wiring;
  }

  SetpointGuard guard() {
    return guard;
  }

  WriteGate gate() {
    return gate;
  }

  InputCache cache() {
    return cache;
  }

  WriteHistory history() {
    return history;
  }

  Tally tally() {
    return tally;
  }

  Phase phase() {
    return phase;
  }

  @Nullable Double baseline() {
    return baseline;
  }

  long now() {
    return wiring.clock().nanoTime();
  }

  SetpointState state(@Nullable Double pending) {
    return history.state(phase, pending, now());
  }

  /** As {@link #request}, also while closing. */
  CompletionStage<Decision> ask(SetpointRequest request) {
    if (gate.isShut()) {
      return refused(request);
    }
    tally.requested();
    watchdog.look();
    Trial asked = new Trial(this, request);
    Optional<Decision> early = guard.early(request, state(pending()), cache.inputs(), now());
    if (early.isPresent()) {
      asked.conclude(early.get());
    } else {
      trial = asked;
      asked.start();
    }
    return asked.decision();
  }

  /** Every reading of the devices ends here. */
  void learned(Inputs inputs) {
    cache.read(inputs);
    noteBaseline();
  }

  /** The device was seen to hold the value written. */
  void seen(double readBack) {
    cache.read(
        Inputs.of(
            Map.of(
                guard.tag().name(),
                new Inputs.Sample(
                    readBack,
                    StatusCode.GOOD.code(),
                    now(),
                    UtcTime.ofInstant(wiring.clock().now())))));
  }

  /** What a decision says about the phase. */
  void reflect(Decision decision) {
    if (decision instanceof Decision.Hold hold) {
      HoldCause cause =
          switch (hold.guard()) {
            case "quality", "freshness" -> HoldCause.INPUTS;
            case "interlock" -> HoldCause.INTERLOCK;
            case "compare" -> HoldCause.OTHER_WRITER;
            default -> null;
          };
      if (cause != null) {
        event(new PhaseEvent.HoldNow(cause, hold.sentence()));
      }
    }
  }

  void event(PhaseEvent event) {
    Phase before = phase;
    Phase after = PhaseMachine.next(before, event, now());
    if (after.equals(before)) {
      return;
    }
    phase = after;
    if (!recorded(new AuditEntry.PhaseChange(before, after, person))) {
      phase = PhaseMachine.next(phase, auditHold(), now());
    }
    wiring.listener().onPhase(name(), before, phase);
  }

  /** False where the audit could not take it: then nothing may be written. */
  boolean recorded(AuditEntry.What what) {
    try {
      wiring.audit().append(new AuditEntry(wiring.clock().now(), name(), what));
      return true;
    } catch (IOException full) {
      tally.auditFailed();
      log.warn("{}: cannot write the audit: {}", name(), full.getMessage());
      return false;
    }
  }

  PhaseEvent auditHold() {
    return new PhaseEvent.HoldNow(HoldCause.AUDIT, "the audit cannot be written");
  }

  /** Called once by each trial, at its end. */
  void concluded(Trial ended, SetpointOutcome outcome, Inputs inputs) {
    if (trial == ended) {
      trial = null;
    }
    lastDecision = outcome.decision();
    tally.decided(outcome.decision());
    if (!recorded(new AuditEntry.Verdict(outcome, inputs, now(), person))) {
      event(auditHold());
    }
    wiring.listener().onOutcome(outcome);
  }

  private CompletionStage<Decision> refused(SetpointRequest request) {
    tally.requested();
    Trial asked = new Trial(this, request);
    asked.conclude(new Decision.Refuse("stop", name() + " is stopped", null));
    return asked.decision();
  }

  private @Nullable Double pending() {
    return trial == null ? null : trial.value();
  }

  private void noteBaseline() {
    if (baseline == null) {
      baseline = current();
    }
  }

  private Optional<String> obstacle(String who) {
    if (who.isBlank()) {
      return Optional.of("a release needs a person's name");
    }
    if (gate.isShut() || ramp != null) {
      return Optional.of(name() + " is stopped");
    }
    if (phase instanceof Phase.Off
        || phase instanceof Phase.Shadow
        || phase instanceof Phase.Advise) {
      return Optional.of(name() + " is in mode " + phase.word().toLowerCase(Locale.ROOT));
    }
    if (phase instanceof Phase.Armed || phase instanceof Phase.Closed) {
      return Optional.of(name() + " is already released by " + person);
    }
    return trial == null ? Optional.empty() : Optional.of(name() + ": a write is pending");
  }

  private ReleaseAnswer arm(String who) {
    Phase armed = PhaseMachine.next(phase, new PhaseEvent.Release(who), now());
    if (!recorded(new AuditEntry.PhaseChange(phase, armed, who))) {
      return new ReleaseAnswer.Refused("the release cannot be recorded in the audit");
    }
    Phase before = phase;
    phase = armed;
    person = who;
    releases++;
    baseline = current();
    history.acceptDevice();
    watchdog.released();
    wiring.listener().onPhase(name(), before, armed);
    return new ReleaseAnswer.Released(who);
  }

  private void stopped() {
    event(new PhaseEvent.Stop("stopped"));
    watchdog.stop();
    heartbeat.stop();
    if (trial != null) {
      trial.abandon();
    }
  }

  private static WriteHistory restored(Wiring wiring) {
    PerTime budget = wiring.guard().options().move().maxWrites();
    WriteHistory history = new WriteHistory(budget);
    Instant now = wiring.clock().now();
    Duration window = budget.period();
    history.restore(
        wiring.audit().writesSince(wiring.guard().name(), now.minus(window)),
        now,
        wiring.clock().nanoTime());
    return history;
  }
}
