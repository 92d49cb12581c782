package io.sluice.simulator.instruments;

import io.sluice.simulator.process.Plant;
import io.sluice.simulator.process.Point;

/**
 * One line of the plant's tag list.
 *
 * @param point what it shows
 * @param group scan group it is meant for
 * @param address as the gateway's tag list writes it: {@code 40001}, {@code nsu=…;s=…} or {@code
 *     pump_1_speed}
 * @param type type on the wire
 * @param unit engineering unit, may be empty
 * @param low lowest value of the instrument's range
 * @param high highest value of the instrument's range
 * @param scale engineering value = wire value × scale
 * @param tagClass {@code process}, {@code thermal}, {@code setpoint}, {@code counter} or {@code
 *     mode}
 * @param description for people
 */
public record PlantTag(
    Point point,
    String group,
    String address,
    WireType type,
    String unit,
    double low,
    double high,
    double scale,
    String tagClass,
    String description) {
  /** Header of a tag list file. */
  public static final String CSV_HEADER =
      "tag,group,address,type,unit,low,high,scale,deadband,access,class,description";

  /** What a failed sensor shows on an integer register: the lowest value, as 4–20 mA cards do. */
  public static final short FAILED_REGISTER = Short.MIN_VALUE;

  public PlantTag {
    if (!(scale > 0) || !(low < high)) {
      throw new IllegalArgumentException(
          point.tag() + ": scale " + scale + " or range " + low + " to " + high + " is wrong");
    }
  }

  public String name() {
    return point.tag();
  }

  public boolean writable() {
    return Plant.takesCommand(point);
  }

  /** The wire value of an engineering value; integers round and stop at their limits. */
  public double toWire(double engineering) {
    double wire = engineering / scale;
    return switch (type) {
      case INT16 -> clamp(wire, Short.MIN_VALUE + 1, Short.MAX_VALUE);
      case UINT16 -> clamp(wire, 0, 65_535);
      case INT32 -> clamp(wire, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
      case FLOAT32 -> (float) wire;
      case FLOAT64 -> wire;
    };
  }

  /** The engineering value of a wire value. */
  public double toEngineering(double wire) {
    return wire * scale;
  }

  /** What is left of an engineering value after the wire. */
  public double quantised(double engineering) {
    return toEngineering(toWire(engineering));
  }

  private static double clamp(double wire, double low, double high) {
    return Math.max(low, Math.min(high, Math.rint(wire)));
  }

  /** Reads a line of a tag list; its twelve fields are those of {@link #CSV_HEADER}. */
  static PlantTag parse(String line) {
    String[] field = line.split(",", -1);
    if (field.length != 12) {
      throw new IllegalArgumentException("'" + line + "' has " + field.length + " fields, not 12");
    }
    double scale = field[7].isEmpty() ? 1 : Double.parseDouble(field[7]);
    return new PlantTag(
        Point.of(field[0]),
        field[1],
        field[2],
        WireType.valueOf(field[3]),
        field[4],
        Double.parseDouble(field[5]),
        Double.parseDouble(field[6]),
        scale,
        field[10],
        field[11]);
  }
}
