package io.sluice.connectors.modbus;

import io.sluice.connectors.modbus.ModbusOptions.Quirks;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options as tests want them. */
final class Options {
  private Options() {}

  static ModbusOptions of(String url, Duration timeout, Duration every) {
    return with(url, timeout, every, null);
  }

  static ModbusOptions with(String url, Duration timeout, Duration every, @Nullable Quirks quirks) {
    Map<String, PollGroup> groups = Map.of("fast", new PollGroup(every));
    return new ModbusOptions(url, timeout, 1, WordOrder.ABCD, null, null, quirks, groups);
  }

  static Quirks inFlight(int requests) {
    Quirks none = Quirks.NONE;
    return new Quirks(
        requests, none.maxRegisters(), none.maxBits(), none.gap(), none.pause(), none.grouping());
  }
}
