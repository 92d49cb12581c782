package io.sluice.gateway.setpoints;

import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Counts in a tag that the PLC watches, as long as the gateway has control: when the count stops,
 * the PLC falls back on its own setpoint. The count runs from 1 to 32767 and begins again; a BOOL
 * toggles.
 */
final class Heartbeat {
  private static final int LARGEST = 32_767;

  private final Setpoint setpoint;
  private final @Nullable Tag tag;
  private final Duration every;
  private PlantClock.@Nullable Timer timer;
  private int count;
  private long sentNanos;
  private Beat beat = Beat.OVER;

  Heartbeat(Setpoint setpoint, @Nullable Tag tag) {
    SetpointOptions.Heartbeat options = setpoint.guard().options().heartbeat();
    if ((options == null) != (tag == null)
        || (options != null && tag != null && !options.tag().equals(tag.name()))) {
      throw new IllegalArgumentException(
          setpoint.name() + ": the heartbeat tag is not the configured one");
    }
    if (tag != null && !tag.writable()) {
      throw new IllegalArgumentException(
          setpoint.name() + ": heartbeat tag " + tag.name() + " is not writable");
    }
    this.setpoint = setpoint;
    this.tag = tag;
    this.every = options == null ? Duration.ofSeconds(1) : options.every();
  }

  private enum Beat {
    UNDER_WAY,
    OVER
  }

  void start() {
    if (tag != null) {
      timer = setpoint.wiring().loop().schedule(every, this::tick);
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void tick() {
    if (setpoint.gate().isShut()) {
      return;
    }
    timer = setpoint.wiring().loop().schedule(every, this::tick);
    boolean busy =
        beat == Beat.UNDER_WAY && setpoint.now() - sentNanos < every.multipliedBy(3).toNanos();
    if (tag != null && inControl() && !busy) {
      send(tag);
    }
  }

  /** In a hold the gateway lives and the last value is meant to stay; after a restart it is not. */
  private boolean inControl() {
    Phase phase = setpoint.phase();
    if (phase instanceof Phase.Hold hold) {
      return hold.cause() != HoldCause.RESTART;
    }
    if (phase instanceof Phase.Shed || phase instanceof Phase.Tripped) {
      return setpoint.guard().options().failSafe().action() == SetpointOptions.FailSafeAction.HOLD;
    }
    return phase instanceof Phase.Armed || phase instanceof Phase.Closed;
  }

  private void send(Tag target) {
    count = count == LARGEST ? 1 : count + 1;
    double value = target.type() == DataType.BOOL ? count % 2 : count;
    long now = setpoint.now();
    WriteRequest request = new WriteRequest(target, value, now + every.toNanos(), every, 0);
    CompletionStage<WriteResult> stage = sent(request);
    if (stage == null) {
      return;
    }
    beat = Beat.UNDER_WAY;
    sentNanos = now;
    Hop.back(setpoint.wiring(), stage, (result, fault) -> over(result, now));
  }

  private @Nullable CompletionStage<WriteResult> sent(WriteRequest request) {
    try {
      CompletionStage<WriteResult> stage = setpoint.gate().send(request).orElse(null);
      if (stage != null) {
        setpoint.tally().heartbeat();
      }
      return stage;
    } catch (RuntimeException broken) {
      setpoint.tally().heartbeatFailed();
      return null;
    }
  }

  private void over(@Nullable WriteResult result, long begunNanos) {
    if (begunNanos == sentNanos) {
      beat = Beat.OVER;
    }
    if (!(result instanceof WriteResult.Confirmed)) {
      setpoint.tally().heartbeatFailed();
    }
  }
}
