package io.sluice.gateway.setpoints;

import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What an orderly stop still does: ramps to the fail-safe value, or with {@code release} back to
 * the operator's baseline, by ordinary guarded requests. Ends where it arrives, where the guard
 * holds, or when {@code fail-safe after} is over. A lost device is not written at all: there the
 * silent heartbeat is the fail-safe.
 */
final class FailSafeRamp {
  private static final String ROUTE = "fail-safe";
  private static final Duration AGAIN = Duration.ofMillis(50);

  private final Setpoint setpoint;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final long endNanos;

  FailSafeRamp(Setpoint setpoint) {
    this.setpoint = setpoint;
    this.endNanos = setpoint.now() + setpoint.guard().options().failSafe().after().toNanos();
  }

  CompletableFuture<Void> done() {
    return done;
  }

  CompletableFuture<Void> run() {
    step();
    return done;
  }

  private void step() {
    Double target = target();
    if (!(setpoint.phase() instanceof Phase.Closed)
        || target == null
        || setpoint.now() >= endNanos
        || setpoint.gate().isShut()) {
      done.complete(null);
      return;
    }
    SetpointRequest request =
        new SetpointRequest(target, ROUTE, "the gateway stops", setpoint.now());
    setpoint.ask(request).thenAccept(this::decided);
  }

  private void decided(Decision decision) {
    boolean pending = decision instanceof Decision.Hold hold && hold.guard().equals("pending");
    boolean tooSoon = decision instanceof Decision.Hold hold && hold.guard().equals("min-interval");
    // A write as asked has arrived; one that was cut short is on its way.
    if (pending) {
      again(AGAIN.toNanos());
    } else if (tooSoon || decision instanceof Decision.Clamp) {
      again(untilNextWrite());
    } else {
      done.complete(null);
    }
  }

  private void again(long nanos) {
    long left = Math.max(0, endNanos - setpoint.now());
    setpoint.wiring().loop().schedule(Duration.ofNanos(Math.min(nanos, left)), this::step);
  }

  private long untilNextWrite() {
    Long last = setpoint.state(null).lastNanos();
    long since = last == null ? 0 : setpoint.now() - last;
    return Math.max(0, setpoint.guard().limits().minIntervalNanos() - since);
  }

  private @Nullable Double target() {
    SetpointOptions.FailSafe failSafe = setpoint.guard().options().failSafe();
    Quantity value = failSafe.value();
    return switch (failSafe.action()) {
      case HOLD -> null;
      case RELEASE -> setpoint.baseline();
      case VALUE -> value == null ? null : Double.valueOf(value.value());
    };
  }
}
