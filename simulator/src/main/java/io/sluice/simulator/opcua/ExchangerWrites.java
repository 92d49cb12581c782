package io.sluice.simulator.opcua;

import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/** Takes or refuses writes to the exchanger's values, and logs each. */
final class ExchangerWrites {
  private final Panel panel;
  private final Supplier<Instant> clock;

  ExchangerWrites(Panel panel, Supplier<Instant> clock) {
    this.panel = panel;
    this.clock = clock;
  }

  StatusCode write(PlantTag tag, WriteValue write) {
    @Nullable Object raw = write.getValue().getValue().getValue();
    if (write.getIndexRange() != null && !write.getIndexRange().isEmpty()) {
      return refuse(tag, raw, StatusCodes.Bad_WriteNotSupported, "an index range of a scalar");
    }
    if (!(raw instanceof Double value)) {
      return refuse(tag, raw, StatusCodes.Bad_TypeMismatch, "not a Double");
    }
    boolean accepted =
        panel.command(
            new Panel.Write(
                Protocol.OPCUA,
                tag.name(),
                raw.toString(),
                OptionalDouble.of(tag.toEngineering(value)),
                ""),
            clock.get());
    return accepted ? StatusCode.GOOD : new StatusCode(StatusCodes.Bad_OutOfRange);
  }

  /** Logs a write that the server's access control refused. */
  void refused(PlantTag tag, WriteValue write) {
    @Nullable Object raw = write.getValue().getValue().getValue();
    refuse(tag, raw, StatusCodes.Bad_NotWritable, "not writable");
  }

  private StatusCode refuse(PlantTag tag, @Nullable Object raw, long status, String reason) {
    OptionalDouble value =
        raw instanceof Number number
            ? OptionalDouble.of(number.doubleValue())
            : OptionalDouble.empty();
    panel.command(
        new Panel.Write(Protocol.OPCUA, tag.name(), String.valueOf(raw), value, reason),
        clock.get());
    return new StatusCode(status);
  }
}
