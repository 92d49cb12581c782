package io.sluice.gateway.bench;

import java.util.SplittableRandom;

/** Which holding registers are read, and what they hold. */
enum ModbusPoints {
  /** One behind the other. */
  CONTIGUOUS,
  /** With gaps of 1 to 49 registers between them, seeded. */
  SCATTERED;

  private static final int LONGEST_STEP = 50;

  /** Wire addresses, rising. */
  int[] registers(int tags) {
    SplittableRandom random = new SplittableRandom(11);
    int[] registers = new int[tags];
    int next = 0;
    for (int tag = 0; tag < tags; tag++) {
      registers[tag] = next;
      next += this == CONTIGUOUS ? 1 : random.nextInt(2, LONGEST_STEP + 1);
    }
    return registers;
  }

  /** What the device shows there: never 0, and never negative as an INT. */
  static int held(int register) {
    return register % 30_000 + 1;
  }
}
