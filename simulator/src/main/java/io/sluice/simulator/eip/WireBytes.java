package io.sluice.simulator.eip;

import java.io.ByteArrayOutputStream;

/** Bytes in the order EtherNet/IP sends them: the lowest first. */
final class WireBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  WireBytes octet(int value) {
    bytes.write(value);
    return this;
  }

  WireBytes word(int value) {
    return octet(value).octet(value >> 8);
  }

  WireBytes dword(int value) {
    return word(value).word(value >> 16);
  }

  WireBytes qword(long value) {
    return dword((int) value).dword((int) (value >> 32));
  }

  WireBytes put(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /** Zeros up to a length; what is longer stays. */
  WireBytes padTo(int length) {
    while (bytes.size() < length) {
      bytes.write(0);
    }
    return this;
  }

  int size() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
