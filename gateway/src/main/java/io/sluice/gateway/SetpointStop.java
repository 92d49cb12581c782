package io.sluice.gateway;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.routes.SetpointLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes control from setpoints: each does what its fail-safe says, then writes no more. */
final class SetpointStop {
  private static final Logger log = LoggerFactory.getLogger(SetpointStop.class);

  /** A fail-safe ramp may take what its setpoint says; past this the gateway stops all the same. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private SetpointStop() {}

  /** Returns when none of them will ever write again; their loops go on. */
  static void of(Collection<SetpointLoop> setpoints, PlantClock clock) {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (SetpointLoop loop : setpoints) {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      loop.execute(owned -> owned.close().whenComplete((done, failed) -> closed.complete(null)));
      closing.add(closed);
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
    if (!clock.await(all, LONGEST)) {
      log.warn("a setpoint did not finish its fail-safe within {} s", LONGEST.toSeconds());
    }
    setpoints.forEach(loop -> loop.setpoint().stop());
  }
}
