package io.sluice.analytics.plant;

import io.sluice.analytics.Row;
import java.util.Arrays;
import java.util.Random;

/**
 * Single slow signals for the tests, of many sorts: each with a normal course, and events that an
 * operator would want to hear of.
 */
public final class SlowRows {
  private static final double DAY = 86_400;

  private final double[] seconds;
  private final double[] values;
  private final int[][] events;

  private SlowRows(double[] seconds, double[] values, int[]... events) {
    this.seconds = seconds;
    this.values = values;
    this.events = events;
  }

  public int size() {
    return values.length;
  }

  /** First and last row of each event. */
  public int[][] events() {
    return events;
  }

  public double seconds(int row) {
    return seconds[row];
  }

  public double value(int row) {
    return values[row];
  }

  public void read(int row, Row into) {
    into.set(0, values[row]);
    into.time((long) (seconds[row] * 1e9));
  }

  /** Hourly: warm on working days, wandering with the weather; a slow loss, then a hot spell. */
  public static SlowRows office(long seed) {
    Random random = new Random(seed);
    int n = 5000;
    double[] weather = wander(random, n, 0.95, 0.8);
    double[] noise = wander(random, n, 0.3, 0.3);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double worked = (i / 24) % 7 < 5 ? Math.max(0, Math.sin(2 * Math.PI * (i % 24 - 6) / 24)) : 0;
      x[i] = 20 + 3 * worked + weather[i] + noise[i] + 2 * Math.sin(2 * Math.PI * i / 24 / 120);
    }
    for (int i = 0; i < 150; i++) {
      x[3000 + i] -= Math.min(8, i * 0.08);
    }
    for (int i = 0; i < 48; i++) {
      x[4300 + i] += 7;
    }
    return new SlowRows(every(3600, n), x, new int[] {3000, 3170}, new int[] {4300, 4370});
  }

  /** Every 5 min: a temperature that wanders; a dip, a standstill, other conduct, a breakdown. */
  public static SlowRows machine(long seed) {
    Random random = new Random(seed);
    int n = 16_000;
    double[] slow = wander(random, n, 0.998, 6);
    double[] middle = wander(random, n, 0.9, 1.5);
    double[] odd = wander(random, n, 0.95, 6);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 88 + slow[i] + middle[i] + 0.5 * random.nextGaussian();
      x[i] -= i >= 4000 && i < 4030 ? 35 : 0;
      x[i] += i >= 10_000 && i < 10_500 ? odd[i] - 6 : 0;
      x[i] -= i >= 14_000 && i < 14_250 ? (i - 14_000) * 0.22 : 0;
    }
    Arrays.fill(x, 6000, 6200, 2);
    for (int i = 6200; i < 6300; i++) {
      x[i] = 2 + (x[i] - 2) * (i - 6200) / 100;
    }
    return new SlowRows(
        every(300, n),
        x,
        new int[] {4000, 4432},
        new int[] {6000, 6432},
        new int[] {10_000, 10_526},
        new int[] {14_000, 14_432});
  }

  /** Half-hourly counts with a daily and a weekly course: a quiet day, a crowd, a storm. */
  public static SlowRows counts(long seed) {
    Random random = new Random(seed);
    int n = 48 * 150;
    double[] noise = wander(random, n, 0.8, 0.05);
    double[] x = new double[n];
    double mood = 0;
    for (int i = 0; i < n; i++) {
      mood = i % 48 == 0 ? 0.03 * random.nextGaussian() : mood;
      double hour = i % 48 / 2.0;
      double course = 16 + 9 * Math.sin(2 * Math.PI * (hour - 10) / 24);
      course *= (i / 48) % 7 < 5 ? 1 : 0.8;
      x[i] = 1000 * course * (1 + mood) * (1 + noise[i]);
      x[i] *= i >= 48 * 80 && i < 48 * 81 ? 0.6 : 1;
      x[i] *= i >= 48 * 110 + 4 && i < 48 * 110 + 14 ? 2 : 1;
      x[i] *= i >= 48 * 130 && i < 48 * 131 ? 0.3 : 1;
    }
    return new SlowRows(
        every(1800, n),
        x,
        new int[] {48 * 80, 48 * 81 + 20},
        new int[] {48 * 110, 48 * 110 + 48},
        new int[] {48 * 130, 48 * 131 + 20});
  }

  /** A meter's total every 15 min: use at night, and a lost consumer. */
  public static SlowRows meter(long seed) {
    Random random = new Random(seed);
    int n = 96 * 120;
    double[] base = wander(random, n, 0.95, 1.5);
    double[] noise = wander(random, n, 0.6, 0.05);
    double[] x = new double[n];
    double total = 48_000;
    for (int i = 0; i < n; i++) {
      double hour = i % 96 / 4.0;
      double used = Math.max(0, Math.min(1, Math.min((hour - 6) / 2, (19 - hour) / 2)));
      double power = (20 + ((i / 96) % 7 < 5 ? 60 * used : 0)) * (1 + noise[i]) + base[i];
      power += i >= 96 * 60 + 4 && i < 96 * 60 + 22 ? 35 : 0;
      power *= i >= 96 * 91 && i < 96 * 93 ? 0.5 : 1;
      total += Math.max(0, power) / 4;
      x[i] = total;
    }
    return new SlowRows(
        every(900, n), x, new int[] {96 * 60, 96 * 60 + 40}, new int[] {96 * 91, 96 * 93 + 20});
  }

  /** Irregular rows without any course, skewed: everything takes longer, then half as long. */
  public static SlowRows holdTimes(long seed) {
    Random random = new Random(seed);
    int n = 1880;
    double[] seconds = new double[n];
    double[] x = new double[n];
    double now = 0;
    for (int i = 0; i < n; i++) {
      now += 300 * (random.nextInt(20) == 0 ? 2 + random.nextInt(100) : 1);
      seconds[i] = now;
      x[i] = Math.exp(-2.4 + 0.3 * random.nextGaussian());
      x[i] *= i >= 900 && i < 980 ? 2 : 1;
      x[i] *= i >= 1500 && i < 1580 ? 0.4 : 1;
    }
    return new SlowRows(seconds, x, new int[] {900, 1000}, new int[] {1500, 1600});
  }

  /** Noise around a level, one row every 10 s. */
  public static SlowRows noise(long seed, int n) {
    Random random = new Random(seed);
    double[] x = new double[n];
    Arrays.setAll(x, i -> 5 + 0.2 * random.nextGaussian());
    return new SlowRows(every(10, n), x);
  }

  /** A daily course, half-hourly, on a level that rises for ever. */
  public static SlowRows rising(long seed) {
    Random random = new Random(seed);
    int n = 6000;
    double[] noise = wander(random, n, 0.7, 0.6);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 10 + 0.0009 * i + 3 * Math.sin(2 * Math.PI * i / 48) + noise[i];
      x[i] += i >= 4500 && i < 4560 ? 6 : 0;
    }
    return new SlowRows(every(1800, n), x, new int[] {4500, 4575});
  }

  private static double[] every(double seconds, int n) {
    double[] times = new double[n];
    // A Monday at midnight.
    Arrays.setAll(times, i -> 4 * DAY + i * seconds);
    return times;
  }

  private static double[] wander(Random random, int n, double memory, double deviation) {
    double[] x = new double[n];
    double push = deviation * Math.sqrt(1 - memory * memory);
    for (int i = 0; i < n; i++) {
      x[i] =
          i == 0
              ? deviation * random.nextGaussian()
              : memory * x[i - 1] + push * random.nextGaussian();
    }
    return x;
  }
}
