package io.sluice.simulator.instruments;

/** How a value travels. */
public enum WireType {
  INT16(1),
  UINT16(1),
  INT32(2),
  FLOAT32(2),
  FLOAT64(4);

  private final int registers;

  WireType(int registers) {
    this.registers = registers;
  }

  /** How many 16-bit registers it takes. */
  public int registers() {
    return registers;
  }
}
