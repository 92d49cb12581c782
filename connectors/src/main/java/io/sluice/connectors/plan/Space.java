package io.sluice.connectors.plan;

/**
 * Where tags lie that may share a request: a table of a Modbus unit, a data block of an S7. Two
 * places can be read together where their spaces are equal.
 *
 * @param key what tells spaces apart; must have a stable {@code equals}
 * @param longest units that one request may ask for, 1 or more
 * @param gap units nobody wants that one request may span: as many as cost less than a request more
 * @param tags most tags in one request, 1 or more
 */
public record Space(Object key, int longest, int gap, int tags) {
  public Space {
    if (longest < 1 || gap < 0 || tags < 1) {
      throw new IllegalArgumentException(
          "a request for " + longest + " units, " + gap + " of gap and " + tags + " tags is none");
    }
  }

  /** Tags that the driver or the device finds by name: any of them share a request. */
  public static Space named(Object key, int tags) {
    return new Space(key, Integer.MAX_VALUE, Integer.MAX_VALUE, tags);
  }
}
