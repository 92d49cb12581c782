package io.sluice.analytics.plant;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A small pump loop at one row a second that is still warming up while it is trained on: noisy
 * vibrations with far values, rounded pressure and flow, a grid that wanders; and one small fault
 * in the later half.
 */
final class PumpLoop {
  private static final int ROWS = 1100;
  private static final int TRAINING = 400;
  private static final List<String> NAMES =
      List.of(
          "Vib 1", "Vib 2", "Current", "Pressure", "Temperature", "Fluid temp", "Voltage", "Flow");

  private PumpLoop() {}

  static LabelledRows file(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = normal(noise);
    int from = 550 + noise.below(100);
    int to = from + 340 + noise.below(80);
    double ramp = new double[] {3, 20, 60}[noise.below(3)];
    double size = noise.uniform(1, 2.5);
    for (int i = from; i < to; i++) {
      double share = Math.min(1, (i - from + 1) / ramp);
      fault(rows[i], (int) (seed % 4), size * share, noise);
    }
    for (double[] row : rows) {
      row[3] = Noise.rounded(row[3], 0.327);
      row[7] = Noise.rounded(row[7], 0.05);
    }
    boolean[] faulty = new boolean[ROWS];
    Arrays.fill(faulty, from, to, true);
    LabelledRows.Head head = new LabelledRows.Head("pump", NAMES, Duration.ofSeconds(1), TRAINING);
    return new LabelledRows(head, rows, faulty);
  }

  private static double[][] normal(Noise noise) {
    double[] load = noise.wandering(ROWS, 0.98);
    double[] slow = noise.wandering(ROWS, 0.999);
    double[] grid = noise.wandering(ROWS, 0.95);
    double[] shaft = noise.wandering(ROWS, 0.9);
    double since = noise.uniform(0, 400);
    double pace = noise.uniform(150, 900);
    double[] warmth = {noise.uniform(-1, 1), noise.uniform(-1, 1), noise.uniform(400, 3000)};
    double drift = noise.uniform(0, 0.6);
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      double warm = 1 - Math.exp(-(i + since) / pace);
      double work = 0.5 * load[i] + drift * slow[i];
      double volt = 4 * grid[i] + 3 * noise.normal();
      double vib = 0.0006 * (shaft[i] + noise.heavy()) + 0.0008 * warm * warmth[0];
      rows[i] =
          new double[] {
            0.027 + vib,
            0.04 + 0.5 * vib + 0.0008 * noise.heavy(),
            2 + 0.15 * work + 0.01 * volt + 0.25 * noise.heavy() + 0.2 * warm * warmth[1],
            0.3 - 0.1 * work + 0.25 * noise.normal(),
            60 + 25 * warm + 0.1 * noise.normal(),
            24 + 4 * (1 - Math.exp(-i / warmth[2])) + 0.02 * noise.normal(),
            230 + volt,
            32 + 0.5 * work + 0.5 * noise.normal()
          };
    }
    return rows;
  }

  private static void fault(double[] row, int kind, double size, Noise noise) {
    switch (kind) {
      case 0 -> add(row, size, 0.0006, 0, -0.2, 0.25, -0.7);
      case 1 -> {
        double near = 0.0008 * Math.abs(noise.normal());
        double far = 0.0008 * Math.abs(noise.normal());
        add(row, size, near, far, 0, -0.1, 0.6 * noise.normal() - 0.2);
      }
      case 2 -> add(row, size, 0.001, 0.0009, 0.1, 0, 0);
      default -> add(row, size, 0, 0, 0, -0.3, -0.6);
    }
  }

  private static void add(double[] row, double size, double... vibrationsCurrentPressureFlow) {
    int[] tags = {0, 1, 2, 3, 7};
    for (int i = 0; i < tags.length; i++) {
      row[tags[i]] += size * vibrationsCurrentPressureFlow[i];
    }
  }
}
