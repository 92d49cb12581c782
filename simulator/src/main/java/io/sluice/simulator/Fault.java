package io.sluice.simulator;

import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.process.Point;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that goes wrong in the plant. Faults add up; each lasts until it is cleared. */
public sealed interface Fault {
  /** What may be written for a fault. */
  String ALLOWED =
      "cavitation, bearing-wear, fouling, stuck-sensor(TAG), failed-sensor(TAG),"
          + " link-down(modbus), link-down(opcua), link-down(s7), link-down(logix)";

  /** The suction strainer clogs until the pump runs short of suction head and cavitates. */
  record Cavitation() implements Fault {
    @Override
    public String toString() {
      return "cavitation";
    }
  }

  /** The pump's bearing wears: vibration at once, temperature slowly. */
  record BearingWear() implements Fault {
    @Override
    public String toString() {
      return "bearing-wear";
    }
  }

  /** Deposit on the exchanger's plates: less heat, more pressure drop. */
  record Fouling() implements Fault {
    @Override
    public String toString() {
      return "fouling";
    }
  }

  /** An instrument goes on showing its last value, with good status. */
  record StuckSensor(Point point) implements Fault {
    @Override
    public String toString() {
      return "stuck-sensor(" + point.tag() + ")";
    }
  }

  /**
   * An instrument dies: Bad_SensorFailure on OPC UA; on Modbus the lowest integer, or a NaN in a
   * float.
   */
  record FailedSensor(Point point) implements Fault {
    @Override
    public String toString() {
      return "failed-sensor(" + point.tag() + ")";
    }
  }

  /** A server drops its connections and refuses new ones; the plant runs on. */
  record LinkDown(Protocol protocol) implements Fault {
    @Override
    public String toString() {
      return "link-down(" + protocol + ")";
    }
  }

  /**
   * Reads a fault as its {@code toString} writes it.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static Fault parse(String text) {
    Matcher matcher = Pattern.compile("([a-z-]+)(?:\\(([^()]*)\\))?").matcher(text.strip());
    if (!matcher.matches()) {
      throw unknown(text);
    }
    String argument = matcher.group(2);
    if (argument == null) {
      return simple(text.strip());
    }
    return switch (matcher.group(1)) {
      case "stuck-sensor" -> new StuckSensor(Point.of(argument.strip()));
      case "failed-sensor" -> new FailedSensor(Point.of(argument.strip()));
      case "link-down" -> new LinkDown(Protocol.parse(argument));
      default -> throw unknown(text);
    };
  }

  private static Fault simple(String text) {
    return switch (text) {
      case "cavitation" -> new Cavitation();
      case "bearing-wear" -> new BearingWear();
      case "fouling" -> new Fouling();
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("'" + text + "' is no fault, allowed: " + ALLOWED);
  }
}
