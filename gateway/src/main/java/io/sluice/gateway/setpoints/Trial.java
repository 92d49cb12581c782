package io.sluice.gateway.setpoints;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.options.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: read fresh, decide, write, read back, at most one retry.
 *
 * <p>A retry writes the same absolute value once more, a min-interval later, through the same guard
 * with fresh inputs, and only where the device still shows the value from before. Where it shows a
 * third one, either the device or somebody else made it, and we do not fight.
 */
final class Trial {
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Setpoint setpoint;
  private final SetpointRequest request;
  private final CompletableFuture<Decision> answer = new CompletableFuture<>();
  private Inputs inputs = Inputs.none();
  private @Nullable Decision passed;
  private double value;
  private @Nullable Double before;
  private @Nullable WriteResult result;
  private PlantClock.@Nullable Timer timer;
  private int attempts;

  /** Counts what is waited for, so that an answer that comes too late finds nobody. */
  private int step;

  Trial(Setpoint setpoint, SetpointRequest request) {
    this.setpoint = setpoint;
    this.request = request;
    this.value = request.target();
  }

  CompletionStage<Decision> decision() {
    return answer;
  }

  /** Value on its way, or the one asked for while that is not decided. */
  double value() {
    return value;
  }

  void start() {
    readFresh(request.atNanos(), this::first);
  }

  /** Ends it; where a write had passed, that stays the decision. */
  void conclude(Decision end) {
    if (answer.isDone()) {
      return;
    }
    nextStep();
    Decision verdict = passed == null ? end : passed;
    setpoint.reflect(verdict);
    SetpointOutcome outcome =
        new SetpointOutcome(
            setpoint.name(), request, verdict, before, result, attempts, setpoint.phase());
    try {
      setpoint.concluded(this, outcome, inputs);
    } finally {
      answer.complete(verdict);
    }
  }

  /** The setpoint stops: a write under way has an unknown end, anything else does not happen. */
  void abandon() {
    if (attempts > 0 && result == null) {
      note(new WriteResult.Unconfirmed(StatusCode.BAD_SHUTDOWN));
    }
    conclude(new Decision.Refuse("stop", setpoint.name() + " is stopped", null));
  }

  private void readFresh(long fromNanos, Consumer<Inputs> then) {
    int mine = nextStep();
    long end = fromNanos + setpoint.guard().limits().deadlineNanos();
    await(end - setpoint.now(), this::readTooLate);
    Hop.read(
        setpoint.wiring(),
        setpoint.guard().reads(),
        (scan, askedNanos) -> {
          if (step == mine) {
            nextStep();
            then.accept(learned(scan, askedNanos));
          }
        });
  }

  private Inputs learned(@Nullable Scan scan, long askedNanos) {
    inputs = scan == null ? Inputs.none() : Inputs.ofRead(scan, askedNanos);
    setpoint.learned(inputs);
    return inputs;
  }

  private void readTooLate() {
    String deadline = Durations.text(setpoint.guard().options().deadline());
    conclude(
        new Decision.Refuse(
            "deadline", "the inputs could not be read within the deadline of " + deadline, null));
  }

  private void first(Inputs fresh) {
    Decision now = setpoint.guard().decide(request, setpoint.state(null), fresh, setpoint.now());
    before = held(fresh);
    if (now instanceof Decision.Write write) {
      send(now, write.value(), request.atNanos());
    } else if (now instanceof Decision.Clamp clamp) {
      send(now, clamp.value(), request.atNanos());
    } else {
      if (now instanceof Decision.Shadow) {
        setpoint.history().shadowed(setpoint.now());
      }
      conclude(now);
    }
  }

  private void send(Decision decision, double toWrite, long atNanos) {
    Double held = before;
    if (held == null || !recorded(held, toWrite)) {
      conclude(new Decision.Hold("audit", "the audit cannot be written, so nothing else is"));
      return;
    }
    setpoint.event(new PhaseEvent.InputsGood());
    value = toWrite;
    long notAfter = atNanos + setpoint.guard().limits().deadlineNanos();
    SetpointOptions.ReadBack readBack = setpoint.guard().options().readBack();
    WriteRequest write =
        new WriteRequest(
            setpoint.guard().tag(),
            toWrite,
            notAfter,
            readBack.within(),
            readBack.tolerance().value());
    Optional<CompletionStage<WriteResult>> stage = handed(write);
    if (stage.isEmpty()) {
      conclude(new Decision.Refuse("stop", setpoint.name() + " is stopped", null));
      return;
    }
    passed = passed == null ? decision : passed;
    attempts++;
    result = null;
    setpoint.tally().sent();
    int mine = nextStep();
    await(notAfter - setpoint.now() + readBack.within().plus(GRACE).toNanos(), this::noAnswer);
    Hop.back(setpoint.wiring(), stage.get(), (answered, fault) -> over(mine, answered));
  }

  private boolean recorded(double held, double toWrite) {
    if (setpoint.recorded(new AuditEntry.Intent(held, toWrite, request.route()))) {
      setpoint.history().begun(setpoint.now());
      return true;
    }
    setpoint.event(setpoint.auditHold());
    return false;
  }

  private Optional<CompletionStage<WriteResult>> handed(WriteRequest write) {
    try {
      return setpoint.gate().send(write);
    } catch (RuntimeException broken) {
      return Optional.of(CompletableFuture.failedFuture(broken));
    }
  }

  private void noAnswer() {
    ended(new WriteResult.Unconfirmed(StatusCode.BAD_TIMEOUT));
  }

  private void over(int mine, @Nullable WriteResult answered) {
    if (step == mine) {
      StatusCode broken = StatusCode.BAD_COMMUNICATION_ERROR;
      ended(answered == null ? new WriteResult.Failed(broken, true, "no answer") : answered);
    }
  }

  private void ended(WriteResult end) {
    nextStep();
    note(end);
    if (end instanceof WriteResult.Confirmed confirmed) {
      setpoint.seen(confirmed.readBack());
      setpoint.event(new PhaseEvent.Confirmed());
      conclude(expired());
    } else if (end instanceof WriteResult.Expired
        || (end instanceof WriteResult.Failed failed && !failed.sent())) {
      conclude(expired());
    } else if (attempts == 1) {
      await(setpoint.guard().limits().minIntervalNanos(), this::retry);
    } else {
      lose();
    }
  }

  private void note(WriteResult end) {
    result = end;
    setpoint.tally().ended(end);
    // A refused write may still have arrived: it keeps the distance like any other.
    setpoint.history().ended(setpoint.now());
    Double held = before;
    boolean untouched =
        end instanceof WriteResult.Expired
            || (end instanceof WriteResult.Failed failed && !failed.sent());
    if (held != null && !untouched) {
      SetpointState.Confirmation confirmation =
          end instanceof WriteResult.Confirmed
              ? SetpointState.Confirmation.SEEN
              : SetpointState.Confirmation.UNKNOWN;
      setpoint.history().wrote(new SetpointState.LastWrite(value, held, confirmation));
    }
  }

  private void retry() {
    readFresh(setpoint.now(), this::second);
  }

  private void second(Inputs fresh) {
    Double held = held(fresh);
    if (held != null && Math.abs(held - value) <= setpoint.guard().limits().tolerance()) {
      result = new WriteResult.Confirmed(held);
      setpoint.event(new PhaseEvent.Confirmed());
      conclude(expired());
      return;
    }
    long now = setpoint.now();
    SetpointRequest again =
        new SetpointRequest(value, request.route(), "retry: " + request.reason(), now);
    Decision decision = setpoint.guard().decide(again, setpoint.state(null), fresh, now);
    if (decision instanceof Decision.Write write && write.value() == value) {
      before = held;
      send(decision, value, now);
    } else if (decision instanceof Decision.Clamp
        || (decision instanceof Decision.Hold hold && hold.guard().equals("compare"))) {
      lose();
    } else {
      setpoint.reflect(decision);
      conclude(decision);
    }
  }

  private void lose() {
    String shows =
        result instanceof WriteResult.Mismatch mismatch
            ? "shows " + setpoint.guard().limits().spelt(mismatch.readBack())
            : "could not be confirmed";
    setpoint.event(
        new PhaseEvent.Lose(
            setpoint.guard().tag().name()
                + ": wrote "
                + setpoint.guard().limits().spelt(value)
                + ", "
                + shows
                + " after "
                + attempts
                + (attempts == 1 ? " attempt" : " attempts")));
    conclude(expired());
  }

  /** Stands in where a write has passed and its own decision counts. */
  private Decision expired() {
    return new Decision.Hold("write", "the write is over");
  }

  private @Nullable Double held(Inputs fresh) {
    Inputs.Sample sample = fresh.get(setpoint.guard().tag().name());
    return sample == null ? null : sample.value();
  }

  private int nextStep() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    return ++step;
  }

  private void await(long nanos, Runnable then) {
    int mine = step;
    timer =
        setpoint
            .wiring()
            .loop()
            .schedule(
                Duration.ofNanos(Math.max(0, nanos) + 1),
                () -> {
                  if (step == mine) {
                    then.run();
                  }
                });
  }
}
