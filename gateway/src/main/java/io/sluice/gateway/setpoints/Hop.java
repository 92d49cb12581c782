package io.sluice.gateway.setpoints;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings what a port answers back to the loop that asked, whatever the port does. */
final class Hop {
  /** Hears of a read: the scan, or null where the port failed; and when it was asked. */
  @FunctionalInterface
  interface ReadAnswer {
    void take(@Nullable Scan scan, long askedNanos);
  }

  private Hop() {}

  static void read(Setpoint.Wiring wiring, List<Tag> tags, ReadAnswer answer) {
    long asked = wiring.clock().nanoTime();
    CompletionStage<Scan> stage;
    try {
      stage = wiring.port().read(tags);
    } catch (RuntimeException broken) {
      wiring.loop().execute(() -> answer.take(null, asked));
      return;
    }
    back(wiring, stage, (scan, fault) -> answer.take(fault == null ? scan : null, asked));
  }

  /** The action runs on the wiring's loop, once. */
  static <T> void back(
      Setpoint.Wiring wiring,
      CompletionStage<T> stage,
      BiConsumer<@Nullable T, @Nullable Throwable> action) {
    stage.whenComplete((value, fault) -> wiring.loop().execute(() -> action.accept(value, fault)));
  }
}
