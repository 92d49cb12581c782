package io.sluice.gateway.fakes;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.List;

/** The tags of a small pump on one connection: a fast group, a slow one, and its setpoint. */
public final class Pump {
  public static final Tag SPEED = tag("pump-1/speed", "fast", "rpm", TagClass.PROCESS);
  public static final Tag FLOW = tag("pump-1/flow", "fast", "l/min", TagClass.PROCESS);
  public static final Tag STATE = tag("pump-1/state", "fast", "", TagClass.MODE);
  public static final Tag BEARING = tag("pump-1/bearing", "slow", "°C", TagClass.THERMAL);
  public static final Tag LABEL =
      new Tag(
          "pump-1/label",
          "slow",
          "L",
          DataType.STRING,
          "",
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          1,
          0,
          0,
          Access.READ,
          TagClass.PROCESS,
          "");

  public static final Tag SPEED_SP = tag("pump-1/speed-sp", "control", "rpm", TagClass.SETPOINT);

  public static final TagGroup FAST =
      new TagGroup("plc", "fast", Duration.ofMillis(100), List.of(SPEED, FLOW, STATE));
  public static final TagGroup SLOW =
      new TagGroup("plc", "slow", Duration.ofSeconds(1), List.of(BEARING, LABEL));
  public static final TagGroup CONTROL =
      new TagGroup("plc", "control", Duration.ofMillis(100), List.of(SPEED_SP));
  public static final List<TagGroup> GROUPS = List.of(FAST, SLOW, CONTROL);
  public static final List<Tag> NUMERIC = List.of(SPEED, FLOW, STATE, BEARING);

  private Pump() {}

  public static Tag tag(String name, String group, String unit, TagClass tagClass) {
    return new Tag(
        name,
        group,
        "1",
        DataType.FLOAT64,
        unit,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1,
        0,
        0,
        tagClass == TagClass.SETPOINT ? Access.WRITE : Access.READ,
        tagClass,
        "");
  }
}
