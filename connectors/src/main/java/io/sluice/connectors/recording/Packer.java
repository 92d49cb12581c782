package io.sluice.connectors.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts numbers and texts into bytes that grow; not thread-safe. */
final class Packer {
  private byte[] bytes = new byte[8 << 10];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Takes back what was put after {@code size}. */
  void shorten(int to) {
    size = to;
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void int32(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void int64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Seven bits a byte, the lowest first; 0 and more. */
  void count(long value) {
    room(10);
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** A difference: small where it is near 0, on either side. */
  void difference(long value) {
    count((value << 1) ^ (value >> 63));
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    count(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
