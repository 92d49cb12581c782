package io.sluice.simulator.eip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A padded path.
 *
 * @param segments its steps
 */
record CipPath(List<Segment> segments) {
  /** A path that a controller cannot read: general status 0x04. */
  static final class PathException extends Exception {
    private static final long serialVersionUID = 1;
  }

  CipPath {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a path of so many words.
   *
   * @throws PathException where a segment is none, or ends after the path
   */
  static CipPath read(ByteBuffer from, int words) throws PathException {
    if (from.remaining() < 2 * words) {
      throw new PathException();
    }
    ByteBuffer path = from.slice().order(from.order()).limit(2 * words);
    from.position(from.position() + 2 * words);
    List<Segment> segments = new ArrayList<>();
    while (path.hasRemaining()) {
      segments.add(segment(path));
    }
    return new CipPath(segments);
  }

  private static Segment segment(ByteBuffer path) throws PathException {
    int head = path.get() & 0xFF;
    return switch (head) {
      case 0x20, 0x21 -> new Segment.ClassId((int) number(path, head));
      case 0x24, 0x25 -> new Segment.InstanceId((int) number(path, head));
      case 0x30, 0x31 -> new Segment.AttributeId((int) number(path, head));
      case 0x28, 0x29, 0x2A -> new Segment.Element(number(path, head));
      case 0x91 -> symbol(path);
      default -> port(path, head);
    };
  }

  private static long number(ByteBuffer path, int head) throws PathException {
    int format = head & 0x03;
    int length = format == 0 ? 1 : format == 1 ? 3 : 5;
    if (path.remaining() < length) {
      throw new PathException();
    }
    if (format == 0) {
      return path.get() & 0xFF;
    }
    path.get();
    return format == 1 ? path.getShort() & 0xFFFF : path.getInt() & 0xFFFF_FFFFL;
  }

  private static Segment symbol(ByteBuffer path) throws PathException {
    int length = path.hasRemaining() ? path.get() & 0xFF : 0;
    if (length == 0 || path.remaining() < length + length % 2) {
      throw new PathException();
    }
    byte[] name = new byte[length];
    path.get(name).position(path.position() + length % 2);
    return new Segment.Symbol(new String(name, StandardCharsets.US_ASCII));
  }

  /** Ports 1 to 14 with a link address of one byte; longer ones lead out of this chassis. */
  private static Segment port(ByteBuffer path, int head) throws PathException {
    if (head == 0 || head >= 0x0F || !path.hasRemaining()) {
      throw new PathException();
    }
    return new Segment.Port(head, path.get() & 0xFF);
  }

  boolean startsWithClass(int id) {
    return !segments.isEmpty() && segments.get(0).equals(new Segment.ClassId(id));
  }

  boolean symbolic() {
    return !segments.isEmpty() && segments.get(0) instanceof Segment.Symbol;
  }

  /** The port and link it begins with. */
  Optional<Segment.Port> port() {
    return segments.isEmpty() || !(segments.get(0) instanceof Segment.Port port)
        ? Optional.empty()
        : Optional.of(port);
  }

  /** The instance in the path. */
  OptionalInt instance() {
    for (Segment segment : segments) {
      if (segment instanceof Segment.InstanceId instance) {
        return OptionalInt.of(instance.id());
      }
    }
    return OptionalInt.empty();
  }

  /** The class in the path. */
  OptionalInt classId() {
    for (Segment segment : segments) {
      if (segment instanceof Segment.ClassId one) {
        return OptionalInt.of(one.id());
      }
    }
    return OptionalInt.empty();
  }

  /** Names and inner elements as a programmer writes them, without the elements at the end. */
  String tagName() {
    StringBuilder name = new StringBuilder();
    List<Segment> named = segments.subList(0, segments.size() - trailingElements());
    for (Segment segment : named) {
      if (segment instanceof Segment.Symbol symbol) {
        name.append(name.isEmpty() ? "" : ".").append(symbol.name());
      } else if (segment instanceof Segment.Element element) {
        name.append('[').append(element.index()).append(']');
      }
    }
    return name.toString();
  }

  /** The elements at the end: one for each dimension of an array. */
  List<Long> indices() {
    return segments.subList(segments.size() - trailingElements(), segments.size()).stream()
        .map(segment -> ((Segment.Element) segment).index())
        .toList();
  }

  private int trailingElements() {
    int count = 0;
    while (count < segments.size()
        && segments.get(segments.size() - 1 - count) instanceof Segment.Element) {
      count++;
    }
    return count;
  }
}
