package io.sluice.simulator.eip;

/**
 * A tag of the controller.
 *
 * @param name as the programmer wrote it: {@code pump_1_speed}, {@code Motor.Speed}, {@code
 *     Program:Main.Step}; upper and lower case mean the same
 * @param type type of one element
 * @param length elements of an array, 0 for a scalar
 */
public record ControllerTag(String name, CipType type, int length) {
  public ControllerTag {
    if (name.isBlank() || length < 0 || length > 65_535) {
      throw new IllegalArgumentException(
          "tag '" + name + "' of length " + length + ", allowed is a name and 0 to 65535");
    }
  }

  /** Elements that can be read or written: a scalar is one. */
  int elements() {
    return Math.max(1, length);
  }
}
