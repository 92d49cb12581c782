package io.sluice.gateway.bench;

/** What the benchmark's plant shows: two slow movements seen by all tags, and noise. Seeded. */
final class Signal {
  /** Steps after which both movements are where they began. */
  static final int PERIOD = 512;

  private static final double TURN = 2 * Math.PI / PERIOD;

  private Signal() {}

  /**
   * Value of one tag, roughly 40 to 60.
   *
   * @param tag counted over the whole plant, so that no two have the same noise
   * @param column of the tag in its asset: assets are alike
   * @param step rows since the start
   */
  static double value(int tag, int column, long step) {
    double first = Math.sin(step * 3 * TURN);
    double second = Math.sin(step * 2 * TURN + 1);
    return 50 + 4 * (first * Math.cos(column) + second * Math.sin(column)) + noise(tag, step);
  }

  /** Within ±1, from the bits of SplitMix64. */
  private static double noise(int tag, long step) {
    long bits = step * 0x9E3779B97F4A7C15L + tag * 0xD1B54A32D192ED03L;
    bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    return (bits ^ bits >>> 31) / (double) Long.MAX_VALUE;
  }
}
