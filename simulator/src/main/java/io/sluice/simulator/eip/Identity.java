package io.sluice.simulator.eip;

import java.nio.charset.StandardCharsets;

/** Who the controller says it is: the Identity object's instance attributes 1 to 7. */
final class Identity {
  static final int CLASS = 0x01;
  static final String NAME = "1756-L8 Sluice virtual controller";

  private static final int ROCKWELL = 1;
  private static final int CONTROLLER = 0x0E;
  private static final int PRODUCT = 0xA6;
  private static final int MAJOR = 33;
  private static final int MINOR = 11;

  /** Remote run, no fault. */
  private static final int STATUS = 0x3060;

  private static final int SERIAL = 0x51_75_1C_E0;

  private Identity() {}

  static byte[] attributes() {
    byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
    return new WireBytes()
        .word(ROCKWELL)
        .word(CONTROLLER)
        .word(PRODUCT)
        .octet(MAJOR)
        .octet(MINOR)
        .word(STATUS)
        .dword(SERIAL)
        .octet(name.length)
        .put(name)
        .toBytes();
  }
}
