package io.sluice.simulator.eip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes of the tests, written as they go over the wire. */
final class Hex {
  private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ");

  private Hex() {}

  /** Reads {@code 4c 02 …}; a text in quotes stands for its characters. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] parts = text.split("'", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 1) {
        bytes.writeBytes(parts[i].getBytes(StandardCharsets.US_ASCII));
      } else if (!parts[i].isBlank()) {
        bytes.writeBytes(FORMAT.parseHex(parts[i].strip()));
      }
    }
    return bytes.toByteArray();
  }

  static String text(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }
}
