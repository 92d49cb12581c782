package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints what a score costs beside Tribuo's own and beside what the machine can do at best. */
@Tag("bench")
class SvmBenchmarkTest {
  private static final int[] FEATURES = {8, 32, 128};

  private static final int SCORES = 2000;

  /** A subtraction and a fused multiply-add a feature. */
  private static final int PER_FEATURE = 2;

  /** Scaling, bound, polynomial, squarings, coefficient and sum. */
  private static final int PER_VECTOR = 20;

  @Test
  void ourKernelIsSevenTimesAsFastAsTribuoAndNearTheMachinesLimit() throws Exception {
    Costs costs = new Costs(JmhRun.of(SvmBenchmark.class));
    System.out.println(
        "| features | Tribuo `predict` | ours | times as fast | arithmetic limit | reading limit |"
            + " ours to the larger limit | B a score, Tribuo | B a score, ours |\n"
            + "|---|---|---|---|---|---|---|---|---|");
    for (int features : FEATURES) {
      costs.print(features);
    }
    assertThat(costs.nanos(32, "tribuo") / costs.nanos(32, "kernel"))
        .as("times as fast as Tribuo with 32 features")
        .isGreaterThan(7);
    for (int features : FEATURES) {
      assertThat(bytes(features, SvmBenchmark::kernel)).as("bytes a score").isLessThan(0.5);
      assertThat(costs.nanos(features, "kernel") / costs.limit(features))
          .as("times the limit with %d features", features)
          .isLessThan(2);
    }
  }

  /**
   * The figures of a run.
   *
   * @param run of all benchmarks with all numbers of features
   */
  private record Costs(JmhRun run) {
    void print(int features) throws Exception {
      System.out.printf(
          Locale.ROOT,
          "| %d | %.0f ns | **%.0f ns** | %.1f | %.0f ns | %.0f ns | %.2f | %.0f | %.2f |%n",
          features,
          nanos(features, "tribuo"),
          nanos(features, "kernel"),
          nanos(features, "tribuo") / nanos(features, "kernel"),
          arithmetic(features),
          nanos(features, "reading"),
          nanos(features, "kernel") / limit(features),
          bytes(features, SvmBenchmark::tribuo),
          bytes(features, SvmBenchmark::kernel));
    }

    /** Neither arithmetic nor reading can be saved; at best they overlap. */
    double limit(int features) {
      return Math.max(arithmetic(features), nanos(features, "reading"));
    }

    /** Time for a score's instructions at the rate of the machine's fused multiply-adds. */
    double arithmetic(int features) {
      double perInstruction =
          nanos(features, "arithmetic") / (SvmBenchmark.LANES * SvmBenchmark.DEGREE);
      return perInstruction * SvmBenchmark.LANES * (features * PER_FEATURE + PER_VECTOR);
    }

    double nanos(int features, String benchmark) {
      return run.nanos(benchmark, Map.of("features", String.valueOf(features)));
    }
  }

  /** Bytes that a score allocates, the least of several turns. */
  private static double bytes(int features, ToDoubleFunction<SvmBenchmark> score) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    SvmBenchmark machine = new SvmBenchmark();
    machine.features = features;
    machine.train();
    double least = Double.MAX_VALUE;
    double sum = 0;
    for (int turn = 0; turn < 5; turn++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < SCORES; i++) {
        sum += score.applyAsDouble(machine);
      }
      long after = threads.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (double) (after - before) / SCORES);
    }
    assertThat(sum).isNotZero();
    return least;
  }
}
