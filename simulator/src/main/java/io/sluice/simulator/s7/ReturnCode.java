package io.sluice.simulator.s7;

/** What a PLC says of one item of a read or write. */
public enum ReturnCode {
  OK(0xFF),
  HARDWARE_FAULT(0x01),
  ACCESS_DENIED(0x03),
  ADDRESS_OUT_OF_RANGE(0x05),
  TYPE_NOT_SUPPORTED(0x06),
  TYPE_INCONSISTENT(0x07),
  NO_SUCH_OBJECT(0x0A);

  private final int code;

  ReturnCode(int code) {
    this.code = code;
  }

  /** As on the wire. */
  public int code() {
    return code;
  }
}
