package io.sluice.gateway.hostile;

/** A class that hostile files name; a flag says whether it was initialised. */
public final class CanaryClass {
  static {
    Touched.touched = true;
  }

  /** Kept apart, so that looking at the flag does not set it. */
  static final class Touched {
    static volatile boolean touched;

    private Touched() {}
  }

  /** What a file would call. */
  public static void run() {
    Touched.touched = true;
  }
}
