package io.sluice.connectors;

import java.util.Objects;

/**
 * A named point of a PLC or server.
 *
 * @param name unique in the gateway, as {@code asset/point}, not blank
 * @param group the scan group it is read with
 * @param address the protocol's own address text
 * @param type type on the wire, before scaling
 * @param unit engineering unit as written by the user, may be empty
 * @param low lowest plausible value in {@code unit}, {@code -Infinity} where not given
 * @param high highest plausible value in {@code unit}, {@code +Infinity} where not given
 * @param scale engineering value = wire value × scale + offset; not zero
 * @param offset engineering value where the wire has 0, in {@code unit}; finite
 * @param deadband smallest change worth reporting, in {@code unit}; 0 reports every change
 * @param access whether it may be written at all
 * @param tagClass kind of quantity
 * @param description the user's own words, may be empty
 */
public record Tag(
    String name,
    String group,
    String address,
    DataType type,
    String unit,
    double low,
    double high,
    double scale,
    double offset,
    double deadband,
    Access access,
    TagClass tagClass,
    String description) {
  public Tag {
    if (name.isBlank()) {
      throw new IllegalArgumentException("tag name is blank");
    }
    if (scale == 0 || !Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          name + ": scale is " + scale + ", must be finite and not 0");
    }
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException(name + ": offset is " + offset + ", must be finite");
    }
    if (!(deadband >= 0)) {
      throw new IllegalArgumentException(
          name + ": deadband is " + deadband + ", must be 0 or more");
    }
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException(name + ": range " + low + " to " + high + " is empty");
    }
    Objects.requireNonNull(tagClass);
  }

  /** The engineering value of what the wire carries. */
  public double fromWire(double wire) {
    return wire * scale + offset;
  }

  /** What the wire carries for an engineering value: the inverse, not rounded to a wire type. */
  public double toWire(double value) {
    return (value - offset) / scale;
  }

  /** True where the configuration lets a setpoint write it; a safety tag never is. */
  public boolean writable() {
    return access == Access.WRITE && tagClass != TagClass.SAFETY;
  }

  /**
   * False where an instrument that works cannot show this: outside the range by more than the room
   * that NAMUR NE 43 leaves a 4 to 20 mA signal, 3.8 to 20.5 mA. A dead one shows the wire's lowest
   * integer, or less than 3.6 mA. A range with one end has no room.
   */
  public boolean plausible(double value) {
    double span = high - low;
    double room = Double.isInfinite(span) ? 0 : span;
    return value >= low - room / 80 && value <= high + room / 32;
  }

  /** The same kind of point under another name, elsewhere in the device. */
  public Tag at(String otherName, String otherAddress) {
    return new Tag(
        otherName,
        group,
        otherAddress,
        type,
        unit,
        low,
        high,
        scale,
        offset,
        deadband,
        access,
        tagClass,
        description);
  }

  /** How the wire's value becomes the engineering value: {@code scale 0.1 and offset -40.0}. */
  public String scaling() {
    return "scale " + scale + (offset == 0 ? "" : " and offset " + offset);
  }

  /** The bare unit with a leading space, or nothing: for messages. */
  public String unitSuffix() {
    return unit.isEmpty() ? "" : " " + unit;
  }
}
