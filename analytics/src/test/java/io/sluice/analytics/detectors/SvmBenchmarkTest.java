package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Prints what a score costs beside Tribuo's own and beside what the machine can do at best. */
@Tag("bench")
class SvmBenchmarkTest {
  private static final int[] FEATURES = {8, 32, 128};

  /** A subtraction and a fused multiply-add a feature. */
  private static final int PER_FEATURE = 2;

  /** Scaling, bound, polynomial, squarings, coefficient and sum. */
  private static final int PER_VECTOR = 20;

  @Test
  void ourKernelIsSevenTimesAsFastAsTribuoAndNearTheMachinesLimit() throws Exception {
    Runs runs = new Runs(run());
    System.out.println(
        "| features | Tribuo `predict` | ours | times as fast | arithmetic limit | reading limit |"
            + " ours to the larger limit | B a score, Tribuo | B a score, ours |\n"
            + "|---|---|---|---|---|---|---|---|---|");
    for (int features : FEATURES) {
      runs.print(features);
    }
    assertThat(runs.nanos(32, "tribuo") / runs.nanos(32, "kernel"))
        .as("times as fast as Tribuo with 32 features")
        .isGreaterThan(7);
    for (int features : FEATURES) {
      assertThat(runs.bytes(features, "kernel")).as("bytes a score").isLessThan(1);
      assertThat(runs.nanos(features, "kernel") / runs.limit(features))
          .as("times the limit with %d features", features)
          .isLessThan(2);
    }
  }

  private static Collection<RunResult> run() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(SvmBenchmark.class.getName())
                .warmupIterations(5)
                .warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(Integer.getInteger("bench.iterations", 25))
                .measurementTime(TimeValue.milliseconds(200))
                .forks(1)
                .jvmArgs("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC")
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  /**
   * What was measured.
   *
   * @param all of each benchmark with each number of features
   */
  private record Runs(Collection<RunResult> all) {
    void print(int features) {
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
          bytes(features, "tribuo"),
          bytes(features, "kernel"));
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

    /** The lower quartile of the iterations: what else runs on the machine only adds. */
    double nanos(int features, String benchmark) {
      return of(features, benchmark).getPrimaryResult().getStatistics().getPercentile(25);
    }

    double bytes(int features, String benchmark) {
      return of(features, benchmark).getSecondaryResults().values().stream()
          .filter(result -> result.getLabel().endsWith("gc.alloc.rate.norm"))
          .mapToDouble(result -> result.getScore())
          .findFirst()
          .orElseThrow();
    }

    private RunResult of(int features, String benchmark) {
      return all.stream()
          .filter(run -> run.getParams().getBenchmark().endsWith("." + benchmark))
          .filter(run -> run.getParams().getParam("features").equals(String.valueOf(features)))
          .findFirst()
          .orElseThrow();
    }
  }
}
