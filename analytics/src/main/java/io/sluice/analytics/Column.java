package io.sluice.analytics;

import java.util.Objects;

/**
 * One tag of an asset, as a detector sees it.
 *
 * @param tag the tag's name, not blank
 * @param unit engineering unit as written by the user, may be empty
 * @param kind what sort of quantity it is; decides which features are made of it
 * @param low lowest plausible value in {@code unit}, {@code -Infinity} where not known
 * @param high highest plausible value in {@code unit}, {@code +Infinity} where not known
 */
public record Column(String tag, String unit, Kind kind, double low, double high) {
  /** What sort of quantity a tag is. */
  public enum Kind {
    /** Flow, pressure, current, vibration, speed: window mean and standard deviation. */
    PROCESS,
    /** Temperatures and levels, slower than a window: standard deviation and slope, no level. */
    THERMAL,
    /** Totals and hour meters: not judged; their height says when, not how well. */
    COUNTER,
    /** What the process was told to do: context of the others, never named as a cause. */
    SETPOINT,
    /** The state of the machine: no feature; a change starts the window anew. */
    MODE
  }

  public Column {
    // A model file from outside may lack them.
    Objects.requireNonNull(unit, "the unit of a column is missing");
    Objects.requireNonNull(kind, "the kind of a column is missing");
    if (tag.isBlank()) {
      throw new IllegalArgumentException("the tag of a column is blank");
    }
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException(tag + ": range " + low + " to " + high + " is empty");
    }
  }

  /** A process quantity without a known range. */
  public static Column process(String tag, String unit) {
    return of(tag, unit, Kind.PROCESS);
  }

  /** A column without a known range. */
  public static Column of(String tag, String unit, Kind kind) {
    return new Column(tag, unit, kind, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
