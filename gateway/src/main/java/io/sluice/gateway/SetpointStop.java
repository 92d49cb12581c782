package io.sluice.gateway;

import io.sluice.gateway.routes.SetpointLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes control from setpoints: each does what its fail-safe says, then writes no more. */
final class SetpointStop {
  private static final Logger log = LoggerFactory.getLogger(SetpointStop.class);

  /** A fail-safe ramp may take what its setpoint says; past this the gateway stops all the same. */
  private static final long SECONDS = 3;

  private SetpointStop() {}

  /** Returns when none of them will ever write again; their loops go on. */
  static void of(Collection<SetpointLoop> setpoints) {
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (SetpointLoop loop : setpoints) {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      loop.execute(owned -> owned.close().whenComplete((done, failed) -> closed.complete(null)));
      closing.add(closed);
    }
    try {
      CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
          .get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      log.warn("a setpoint did not finish its fail-safe within {} s", SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    setpoints.forEach(loop -> loop.setpoint().stop());
  }
}
