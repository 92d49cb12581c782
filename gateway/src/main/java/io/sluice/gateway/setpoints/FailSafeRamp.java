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
    // A write as asked has arrived; one that was cut short is on its way.
    boolean moving = decision instanceof Decision.Clamp;
    boolean waiting =
        decision instanceof Decision.Hold hold
            && (hold.guard().equals("min-interval") || hold.guard().equals("pending"));
    if (moving || waiting) {
      long left = Math.max(0, endNanos - setpoint.now());
      long pause = moving ? setpoint.guard().limits().minIntervalNanos() : AGAIN.toNanos();
      setpoint.wiring().loop().schedule(Duration.ofNanos(Math.min(pause, left)), this::step);
    } else {
      done.complete(null);
    }
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
