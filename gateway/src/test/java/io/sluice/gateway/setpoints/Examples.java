package io.sluice.gateway.setpoints;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.gateway.options.PerTime;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.QuantityRate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pump of the examples: its tags, its setpoint as in the manual, and inputs that are fine. */
final class Examples {
  static final Tag SPEED_SP = setpoint("pump-1/speed-sp", DataType.FLOAT32, "rpm", 0, 3000);
  static final Tag STATE = reading("pump-1/state", DataType.UINT16, "", 0, 5);
  static final Tag PRESSURE = reading("exchanger/pressure", DataType.FLOAT64, "bar", 0, 10);
  static final Tag ALIVE = setpoint("pump-1/gateway-alive", DataType.INT16, "", 0, 32767);
  static final List<Tag> TAGS = List.of(SPEED_SP, STATE, PRESSURE, ALIVE);
  static final String INTERLOCK = "pump_1.state == 3 && exchanger.pressure < 6.0";

  private Examples() {}

  static Tag setpoint(String name, DataType type, String unit, double low, double high) {
    return new Tag(
        name, "fast", "1", type, unit, low, high, 1, 0, 0, Access.WRITE, TagClass.SETPOINT, "");
  }

  static Tag reading(String name, DataType type, String unit, double low, double high) {
    return new Tag(
        name, "fast", "1", type, unit, low, high, 1, 0, 0, Access.READ, TagClass.PROCESS, "");
  }

  /** The same tag, written as another type and with another scale. */
  static Tag onTheWire(Tag tag, DataType type, double scale) {
    return new Tag(
        tag.name(),
        tag.group(),
        tag.address(),
        type,
        tag.unit(),
        tag.low(),
        tag.high(),
        scale,
        0,
        tag.deadband(),
        tag.access(),
        tag.tagClass(),
        "");
  }

  /** The same tag in another class. */
  static Tag as(Tag tag, TagClass tagClass) {
    return new Tag(
        tag.name(),
        tag.group(),
        tag.address(),
        tag.type(),
        tag.unit(),
        tag.low(),
        tag.high(),
        tag.scale(),
        0,
        tag.deadband(),
        tag.access(),
        tagClass,
        "");
  }

  static SetpointOptions options(SetpointMode mode) {
    return new SetpointOptions(
        SPEED_SP.name(),
        mode,
        new SetpointOptions.Clamp(Quantity.parse("900 rpm"), Quantity.parse("1750 rpm")),
        move("100 rpm", "50 rpm/s", "60 per hour"),
        INTERLOCK,
        new SetpointOptions.InputLimits(SetpointOptions.InputQuality.GOOD, Duration.ofSeconds(1)),
        Duration.ofMillis(500),
        new SetpointOptions.ReadBack(Duration.ofMillis(500), Quantity.parse("1 rpm")),
        null,
        new SetpointOptions.FailSafe(
            SetpointOptions.FailSafeAction.RELEASE, Duration.ofSeconds(5), null),
        SetpointOptions.SetpointClass.B);
  }

  static SetpointOptions.Move move(String maxStep, String maxRate, String maxWrites) {
    return new SetpointOptions.Move(
        Quantity.parse(maxStep),
        QuantityRate.parse(maxRate),
        Quantity.parse("5 rpm"),
        Duration.ofSeconds(2),
        PerTime.parse(maxWrites));
  }

  /** The same options but for one part, which is known by its type. */
  static SetpointOptions with(SetpointOptions from, Object part) {
    return new SetpointOptions(
        from.tag(),
        from.mode(),
        from.clamp(),
        part instanceof SetpointOptions.Move move ? move : from.move(),
        from.interlock(),
        from.inputs(),
        from.deadline(),
        from.readBack(),
        part instanceof SetpointOptions.Heartbeat beat ? beat : from.heartbeat(),
        part instanceof SetpointOptions.FailSafe failSafe ? failSafe : from.failSafe(),
        part instanceof SetpointOptions.SetpointClass other ? other : from.setpointClass());
  }

  static SetpointGuard guard(SetpointOptions options) {
    return SetpointGuard.of("pump-1-speed", options, SPEED_SP, interlock(options));
  }

  static @Nullable Interlock interlock(SetpointOptions options) {
    String text = options.interlock();
    return text == null ? null : Interlock.compile(text, TAGS);
  }

  /** State 3 and 4.2 bar, known at {@code nanos}. */
  static Inputs inputs(double speed, long nanos) {
    return inputs(speed, 3, 4.2, nanos);
  }

  static Inputs inputs(double speed, double state, double pressure, long nanos) {
    return Inputs.of(
        Map.of(
            SPEED_SP.name(), good(speed, nanos),
            STATE.name(), good(state, nanos),
            PRESSURE.name(), good(pressure, nanos)));
  }

  static Inputs.Sample good(double value, long nanos) {
    return new Inputs.Sample(value, 0, nanos, 0);
  }
}
