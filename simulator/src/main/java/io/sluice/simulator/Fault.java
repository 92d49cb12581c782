package io.sluice.simulator;

import io.sluice.simulator.instruments.Oddity;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.process.Point;
import io.sluice.simulator.wire.WireFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that goes wrong in the plant. Faults add up; each lasts until it is cleared. */
public sealed interface Fault {
  /** What may be written for a fault. */
  String ALLOWED =
      "cavitation, bearing-wear, fouling; stuck-sensor(TAG), frozen-value, failed-sensor, nan,"
          + " word-swap, node-vanished; link-down(LINK), half-open, slow, truncated-frames,"
          + " glued-frames, corrupt, restart; wrong-transaction-id(modbus),"
          + " exception-codes(modbus, CODE), server-clock-off(TIME), certificate-expiring(TIME);"
          + " LINK is modbus, opcua, s7 or logix";

  /** How a fault of what is shown is written. */
  Map<Oddity, String> WORDS =
      Map.of(
          Oddity.FAILED, "failed-sensor",
          Oddity.NOT_A_NUMBER, "nan",
          Oddity.WORDS_SWAPPED, "word-swap",
          Oddity.GONE, "node-vanished");

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
   * A point is shown wrongly: {@code nan(TAG)} is NaN with good status, {@code word-swap(TAG)} has
   * the words of a register pair change places, {@code node-vanished(TAG)} takes the address away.
   */
  record Shown(Oddity oddity, Point point) implements Fault {
    public Shown {
      boolean modbus = TagList.PUMP.tags().stream().anyMatch(tag -> tag.point() == point);
      if (oddity == Oddity.WORDS_SWAPPED && !modbus) {
        throw new IllegalArgumentException(
            "'" + point.tag() + "' has no words, allowed are tags of " + TagList.PUMP.fileName());
      }
    }

    @Override
    public String toString() {
      return WORDS.get(oddity) + "(" + point.tag() + ")";
    }
  }

  /** The cable to a server is no good: see {@link WireTrouble}. */
  record OnWire(WireTrouble trouble, Protocol protocol) implements Fault {
    public OnWire {
      if (trouble == WireTrouble.WRONG_TRANSACTION_ID && protocol != Protocol.MODBUS) {
        throw new IllegalArgumentException(
            "'" + trouble + "' is of modbus only, not of " + protocol);
      }
    }

    List<WireFault> wireFaults() {
      return trouble.faults();
    }

    @Override
    public String toString() {
      return trouble + "(" + protocol + ")";
    }
  }

  /** The Modbus PLC answers every request with this exception, 0 to 255. */
  record ExceptionCodes(int code) implements Fault {
    public ExceptionCodes {
      if (code < 0 || code > 255) {
        throw new IllegalArgumentException("exception code is '" + code + "', allowed 0 to 255");
      }
    }

    /** Equal to every other of its code, so that one ends what another began. */
    WireFault lie() {
      return new WireFault.Rewrite(toString(), ExceptionAnswers.of(code));
    }

    @Override
    public String toString() {
      return "exception-codes(modbus, " + code + ")";
    }
  }

  /** A server is off for as long as this lasts; its sessions are lost, or live on. */
  record Restart(Protocol protocol, boolean sessionsKept) implements Fault {
    @Override
    public String toString() {
      return "restart(" + protocol + (sessionsKept ? ", sessions-kept)" : ")");
    }
  }

  /** The clock of the OPC UA server is off by this; values carry its time. */
  record ServerClockOff(Duration by) implements Fault {
    @Override
    public String toString() {
      return "server-clock-off(" + Span.written(by) + ")";
    }
  }

  /**
   * The OPC UA server starts anew with a certificate that ends so soon; not positive where it has
   * ended. Once it is over the server has one for ten years.
   */
  record CertificateExpiring(Duration in) implements Fault {
    @Override
    public String toString() {
      return "certificate-expiring(" + Span.written(in) + ")";
    }
  }

  /** True where nothing that the server says is heard. */
  default boolean silences(Protocol protocol) {
    return equals(new LinkDown(protocol))
        || equals(new OnWire(WireTrouble.HALF_OPEN, protocol))
        || (this instanceof Restart restart && restart.protocol() == protocol);
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
    String word = matcher.group(1);
    Optional<WireTrouble> trouble = WireTrouble.named(word);
    if (trouble.isPresent()) {
      return new OnWire(trouble.get(), Protocol.parse(argument));
    }
    return switch (word) {
      case "nan" -> new Shown(Oddity.NOT_A_NUMBER, Point.of(argument.strip()));
      case "word-swap" -> new Shown(Oddity.WORDS_SWAPPED, Point.of(argument.strip()));
      case "node-vanished" -> new Shown(Oddity.GONE, Point.of(argument.strip()));
      case "exception-codes" -> exceptionCodes(argument, text);
      case "restart" -> restart(argument, text);
      case "server-clock-off" -> new ServerClockOff(Span.parseSigned(argument));
      case "certificate-expiring" -> new CertificateExpiring(Span.parseSigned(argument));
      case "stuck-sensor", "frozen-value" -> new StuckSensor(Point.of(argument.strip()));
      case "failed-sensor" -> new FailedSensor(Point.of(argument.strip()));
      case "link-down" -> new LinkDown(Protocol.parse(argument));
      default -> throw unknown(text);
    };
  }

  private static Fault exceptionCodes(String argument, String text) {
    Matcher matcher = Pattern.compile("\\s*modbus\\s*,\\s*(\\d{1,3})\\s*").matcher(argument);
    if (!matcher.matches()) {
      throw unknown(text);
    }
    return new ExceptionCodes(Integer.parseInt(matcher.group(1)));
  }

  private static Fault restart(String argument, String text) {
    String[] parts = argument.split(",", -1);
    if (parts.length > 2 || (parts.length == 2 && !parts[1].strip().equals("sessions-kept"))) {
      throw unknown(text);
    }
    return new Restart(Protocol.parse(parts[0]), parts.length == 2);
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
