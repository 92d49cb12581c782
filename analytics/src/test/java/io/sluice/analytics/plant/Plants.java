package io.sluice.analytics.plant;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Synthetic plants that differ in what makes detection hard: warming up, drift, few rows, many
 * tags, steps, oscillation, memory, rounding, dirty training rows, setpoints never seen.
 */
public final class Plants {
  private Plants() {}

  /** One maker of files for each plant; another seed is another file. */
  public static List<LongFunction<LabelledRows>> all() {
    return List.of(
        PumpLoop::file,
        seed -> mixture("wide", seed, new int[] {1500, 500, 40, 8}, 0.9, Duration.ofMinutes(3)),
        seed -> mixture("memory", seed, new int[] {4000, 1500, 8, 5}, 0.99, Duration.ofSeconds(1)),
        seed -> mixture("white", seed, new int[] {2000, 600, 8, 3}, 0.3, Duration.ofSeconds(1)),
        seed -> mixture("few", seed, new int[] {1000, 150, 5, 2}, 0.8, Duration.ofMinutes(1)),
        Plants::rounded,
        Plants::dirty,
        Plants::wandering,
        Plants::setpoints,
        Plants::batch,
        Plants::hunting,
        Plants::thermal,
        Plants::hourly);
  }

  /** Tags mixed of a few hidden causes, with noise of their own; {@code shape} in that order. */
  private static LabelledRows mixture(
      String plant, long seed, int[] shape, double memory, Duration interval) {
    Noise noise = new Noise(seed);
    double[][] rows = mixed(noise, shape, memory);
    return struck(head(plant, names(shape[2]), interval, shape[1]), rows, noise);
  }

  private static double[][] mixed(Noise noise, int[] shape, double memory) {
    int causes = shape[3];
    double[][] hidden = new double[causes][];
    for (int cause = 0; cause < causes; cause++) {
      hidden[cause] = noise.wandering(shape[0], memory * (0.7 + 0.3 * cause / causes));
    }
    double[][] rows = new double[shape[0]][shape[2]];
    for (int tag = 0; tag < shape[2]; tag++) {
      double[] weight = IntStream.range(0, causes).mapToDouble(i -> noise.normal()).toArray();
      double length =
          Math.sqrt(IntStream.range(0, causes).mapToDouble(i -> weight[i] * weight[i]).sum());
      double offset = noise.uniform(-100, 100);
      for (int row = 0; row < rows.length; row++) {
        double sum = 0.4 * noise.normal();
        for (int cause = 0; cause < causes; cause++) {
          sum += weight[cause] / length * hidden[cause][row];
        }
        rows[row][tag] = offset + sum;
      }
    }
    return rows;
  }

  private static LabelledRows rounded(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = mixed(noise, new int[] {2500, 800, 12, 5}, 0.9);
    for (double[] row : rows) {
      row[0] = 7;
      row[1] = Noise.rounded(row[1], 2);
      row[2] = Noise.rounded(row[2], 1);
      row[3] = Noise.rounded(row[3], 0.3);
    }
    return struck(head("rounded", names(12), Duration.ofSeconds(1), 800), rows, noise);
  }

  /** Five hundredths of the training rows are faulty. */
  private static LabelledRows dirty(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = mixed(noise, new int[] {2500, 1000, 8, 4}, 0.9);
    int from = 50 + noise.below(850);
    for (int row = from; row < from + 50; row++) {
      rows[row][0] += 3;
      rows[row][2] -= 3;
      rows[row][5] += 3;
    }
    return struck(head("dirty", names(8), Duration.ofSeconds(1), 1000), rows, noise);
  }

  /** Normal operation moves on slowly. */
  private static LabelledRows wandering(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = mixed(noise, new int[] {2500, 700, 8, 4}, 0.85);
    for (int tag = 0; tag < 8; tag++) {
      double[] slow = noise.wandering(rows.length, 0.9985);
      for (int row = 0; row < rows.length; row++) {
        rows[row][tag] += 0.4 * slow[row];
      }
    }
    return struck(head("wandering", names(8), Duration.ofSeconds(1), 700), rows, noise);
  }

  private static LabelledRows setpoints(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = new double[3000][];
    double[] load = noise.wandering(rows.length, 0.95);
    double wanted = 1500;
    double speed = 1500;
    for (int i = 0; i < rows.length; i++) {
      if (noise.uniform(0, 1) < 1 / 150.0) {
        wanted = i < 1200 ? noise.uniform(1200, 1600) : noise.uniform(1150, 1650);
      }
      speed += 0.3 * (wanted - speed);
      double z = speed / 1500;
      rows[i] =
          new double[] {
            wanted,
            speed + 3 * noise.normal(),
            220 * z * (1 + 0.02 * load[i]) + noise.normal(),
            4.3 * z * z - 0.05 * load[i] + 0.03 * noise.normal(),
            3 + 5 * z * z * z + 0.1 * load[i] + 0.05 * noise.normal(),
            2 + 0.8 * z + 0.08 * noise.normal()
          };
    }
    List<String> names = List.of("Speed SP", "Speed", "Flow", "Pressure", "Current", "Vibration");
    double[] scale = {0, 10, 6, 0.15, 0.3, 0.1};
    return struck(head("setpoints", names, Duration.ofSeconds(1), 1200), rows, scale, noise);
  }

  private static LabelledRows batch(long seed) {
    double[][] profile = {{0, 0, 0}, {1, .2, .5}, {1, 1, .8}, {.5, 1, .4}, {0, .3, .1}};
    Noise noise = new Noise(seed);
    double[][] rows = new double[4000][];
    double[] state = new double[3];
    int left = 0;
    int phase = 0;
    for (int i = 0; i < rows.length; i++) {
      if (left-- == 0) {
        phase = (phase + 1) % 5;
        left = 23 + noise.below(3);
      }
      for (int j = 0; j < 3; j++) {
        state[j] += 0.25 * (profile[phase][j] - state[j]);
      }
      double[] clean = {
        state[0], state[1], state[2], 0.6 * state[0] + 0.4 * state[2], state[1] - 0.3 * state[2]
      };
      rows[i] = IntStream.range(0, 5).mapToDouble(j -> clean[j] + 0.03 * noise.normal()).toArray();
    }
    double[] scale = {0.1, 0.1, 0.1, 0.1, 0.1};
    return struck(head("batch", names(5), Duration.ofSeconds(10), 1800), rows, scale, noise);
  }

  private static LabelledRows hunting(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = new double[2500][6];
    double[] slow = noise.wandering(rows.length, 0.99);
    double period = noise.uniform(25, 70);
    double turn = 0;
    for (int i = 0; i < rows.length; i++) {
      turn += 2 * Math.PI / period * (1 + 0.05 * noise.normal());
      for (int tag = 0; tag < 6; tag++) {
        rows[i][tag] = (1 + 0.1 * slow[i]) * Math.sin(turn + tag) * (0.5 + 0.3 * tag);
        rows[i][tag] += 0.2 * noise.normal();
      }
    }
    return struck(head("hunting", names(6), Duration.ofMillis(100), 800), rows, noise);
  }

  private static LabelledRows thermal(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = new double[4000][];
    double[] load = noise.wandering(rows.length, 0.97);
    double[] inlet = noise.wandering(rows.length, 0.995);
    double[] level = noise.wandering(rows.length, 0.998);
    double dawn = noise.uniform(0, 6);
    for (int i = 0; i < rows.length; i++) {
      double weather = 10 * Math.sin(2 * Math.PI * i / 1440 + dawn);
      rows[i] =
          new double[] {
            80 + 0.3 * weather + 2 * inlet[i] + 0.1 * noise.normal(),
            60 + 0.5 * weather + inlet[i] + 0.1 * noise.normal(),
            25 + weather + 0.1 * noise.normal(),
            100 + 5 * load[i] + noise.normal(),
            50 + 2.5 * load[i] - 0.2 * weather + 0.5 * noise.normal(),
            3 - 0.1 * load[i] + 0.03 * noise.normal(),
            50 + 5 * level[i] + 0.2 * noise.normal()
          };
    }
    List<String> names =
        List.of(
            "Inlet temperature",
            "T out [°C]",
            "Ambient temp",
            "Flow",
            "Valve",
            "Pressure",
            "Level");
    double[] scale = {0, 0, 0, 5, 2.5, 0.1, 0};
    return struck(head("thermal", names, Duration.ofMinutes(1), 1500), rows, scale, noise);
  }

  private static LabelledRows hourly(long seed) {
    Noise noise = new Noise(seed);
    double[][] rows = new double[2200][];
    double[] extra = noise.wandering(rows.length, 0.8);
    double[] grade = noise.wandering(rows.length, 0.9);
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      double load =
          0.6 * Math.sin(2 * Math.PI * i / 24) + 0.5 * (i / 24 % 7 < 5 ? 1 : 0) + 0.4 * extra[i];
      total += noise.uniform(0.9, 1.1);
      rows[i] =
          new double[] {
            100 + 10 * load + 2 * noise.normal(),
            20 + 3 * load + 0.5 * noise.normal(),
            5 - 0.4 * load + 0.1 * noise.normal(),
            40 + 2 * grade[i] + noise.normal(),
            total
          };
    }
    List<String> names = List.of("Power", "Steam", "Pressure", "Grade", "Produced");
    double[] scale = {5, 1.5, 0.25, 2, 0};
    return struck(head("hourly", names, Duration.ofHours(1), 700), rows, scale, noise);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("x%02d"::formatted).toList();
  }

  private static LabelledRows struck(LabelledRows.Head head, double[][] rows, Noise noise) {
    double[] scale = new double[head.names().size()];
    for (int tag = 0; tag < scale.length; tag++) {
      double mean = 0;
      double squares = 0;
      for (int row = 0; row < head.training(); row++) {
        mean += rows[row][tag] / head.training();
        squares += rows[row][tag] * rows[row][tag] / head.training();
      }
      scale[tag] = Math.sqrt(Math.max(0, squares - mean * mean));
    }
    return struck(head, rows, scale, noise);
  }

  private static LabelledRows struck(
      LabelledRows.Head head, double[][] rows, double[] scale, Noise noise) {
    int rest = rows.length - head.training();
    int from = head.training() + (int) (rest * noise.uniform(0.2, 0.5));
    int to = from + (int) (rest * noise.uniform(0.25, 0.35));
    Disturbance[] kinds = Disturbance.values();
    kinds[noise.below(kinds.length)].strike(rows, from, to, scale, noise);
    boolean[] faulty = new boolean[rows.length];
    Arrays.fill(faulty, from, to, true);
    return new LabelledRows(head, rows, faulty);
  }

  private static LabelledRows.Head head(
      String plant, List<String> names, Duration interval, int training) {
    return new LabelledRows.Head(plant, names, interval, training);
  }
}
