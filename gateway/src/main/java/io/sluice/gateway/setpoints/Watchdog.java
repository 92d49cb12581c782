package io.sluice.gateway.setpoints;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a setpoint's inputs all the time, not only when somebody asks: holds, resumes, sheds,
 * and notices that the gateway itself was not running. Tags that no scan brings it reads itself.
 */
final class Watchdog {
  private static final long SHORTEST_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final Setpoint setpoint;
  private final long periodNanos;
  private final long afterNanos;
  private PlantClock.@Nullable Timer timer;
  private long lookedNanos;
  private long readingSinceNanos;
  private Reading reading = Reading.IDLE;

  Watchdog(Setpoint setpoint) {
    this.setpoint = setpoint;
    SetpointOptions options = setpoint.guard().options();
    long half = options.inputs().maxAge().toNanos() / 2;
    this.periodNanos = Math.max(SHORTEST_NANOS, Math.min(half, LONGEST_NANOS));
    this.afterNanos = options.failSafe().after().toNanos();
    this.lookedNanos = setpoint.now();
  }

  private enum Reading {
    IDLE,
    UNDER_WAY
  }

  void start() {
    lookedNanos = setpoint.now();
    refresh();
    again();
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** A person has looked at it: earlier pauses no longer matter. */
  void released() {
    lookedNanos = setpoint.now();
  }

  /** After a pause of the whole gateway the PLC has long fallen back: a person begins again. */
  void look() {
    long pause = setpoint.now() - lookedNanos;
    lookedNanos = setpoint.now();
    if (pause > afterNanos + periodNanos) {
      String reason = "the gateway did not run for " + Phrase.nanos(pause);
      setpoint.event(new PhaseEvent.HoldNow(HoldCause.RESTART, reason));
    }
  }

  private void again() {
    timer = setpoint.wiring().loop().schedule(Duration.ofNanos(periodNanos), this::tick);
  }

  private void tick() {
    if (setpoint.gate().isShut()) {
      return;
    }
    again();
    look();
    if (watching()) {
      judge();
    }
    refresh();
  }

  private boolean watching() {
    Phase phase = setpoint.phase();
    boolean holdsItself =
        phase instanceof Phase.Hold hold && hold.cause().ends() == HoldCause.Ends.BY_ITSELF;
    return holdsItself || phase instanceof Phase.Armed || phase instanceof Phase.Closed;
  }

  private void judge() {
    Optional<Decision.Hold> fault =
        setpoint.guard().health(setpoint.cache().inputs(), setpoint.now());
    if (fault.isEmpty()) {
      setpoint.event(new PhaseEvent.InputsGood());
      return;
    }
    setpoint.reflect(fault.get());
    boolean inputsLost =
        setpoint.phase() instanceof Phase.Hold hold
            && hold.cause() == HoldCause.INPUTS
            && setpoint.now() - hold.sinceNanos() >= afterNanos;
    if (inputsLost) {
      String reason = fault.get().sentence() + ", for " + Phrase.nanos(afterNanos);
      setpoint.event(new PhaseEvent.Lose(reason));
    }
  }

  /** One read at a time; one that never answers is given up after fail-safe after. */
  private void refresh() {
    long now = setpoint.now();
    List<Tag> old = setpoint.cache().olderThan(now - periodNanos / 2);
    boolean busy = reading == Reading.UNDER_WAY && now - readingSinceNanos < afterNanos;
    if (old.isEmpty() || busy) {
      return;
    }
    reading = Reading.UNDER_WAY;
    readingSinceNanos = now;
    Hop.read(setpoint.wiring(), old, this::refreshed);
  }

  private void refreshed(@Nullable Scan scan, long askedNanos) {
    if (askedNanos == readingSinceNanos) {
      reading = Reading.IDLE;
    }
    if (scan != null) {
      setpoint.learned(Inputs.ofRead(scan, askedNanos));
    }
  }
}
