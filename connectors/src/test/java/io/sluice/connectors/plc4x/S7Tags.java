package io.sluice.connectors.plc4x;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.Map;

/** Tags and options for S7 tests. */
final class S7Tags {
  private S7Tags() {}

  /** Group {@code fast} each 50 ms, 400 ms for an answer. */
  static S7Options options(int port) {
    return options(port, Duration.ofMillis(50), Duration.ofMillis(400));
  }

  static S7Options options(int port, Duration every, Duration timeout) {
    return new S7Options(
        "s7://127.0.0.1:" + port,
        0,
        1,
        960,
        S7Options.Controller.S7_1500,
        timeout,
        Map.of("fast", new PollGroup(every)));
  }

  static Tag read(String address, DataType type) {
    return scaled(address, type, 1);
  }

  static Tag written(String address, DataType type) {
    return tag(address, type, 1, Access.WRITE);
  }

  static Tag scaled(String address, DataType type, double scale) {
    return tag(address, type, scale, Access.READ);
  }

  private static Tag tag(String address, DataType type, double scale, Access access) {
    return new Tag(
        "t" + address,
        "fast",
        address,
        type,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        scale,
        0,
        0,
        access,
        access == Access.WRITE ? TagClass.SETPOINT : TagClass.PROCESS,
        "");
  }
}
