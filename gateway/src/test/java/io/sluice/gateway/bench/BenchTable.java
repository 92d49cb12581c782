package io.sluice.gateway.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** Figures of several rounds on stdout: medians, and for the first two the lowest and highest. */
final class BenchTable {
  /** Figures that must be 0 where nothing was lost; told together. */
  private static final List<String> LOSSES = List.of("missed", "dropped", "refused", "blocked");

  BenchTable(String title) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    String pinned = Child.pinned() ? "pinned to one core" : "not pinned";
    tell(
        "%n%s; %d tags of %d assets; %s, load average %.1f%n",
        title, PlantFiles.TAGS, PlantFiles.ASSETS, pinned, load);
    tell(
        "%-12s %12s %23s  %9s %15s  %6s %8s %10s %9s %9s %7s  %s%n",
        "",
        "samples/s",
        "",
        "ns/sample",
        "",
        "cores",
        "B/sample",
        "longest GC",
        "p50 µs",
        "p99 µs",
        "ready s",
        "missed dropped refused blocked");
  }

  /** One line; ns/sample is CPU time of the whole process. */
  void print(String who, List<Figures> rounds) {
    tell(
        "%-12s %12s %23s  %9s %15s  %6s %8s %7s ms %9s %9s %7s  ",
        who,
        number(median("rate", rounds)),
        range("rate", rounds),
        number(median("cpu", rounds)),
        range("cpu", rounds),
        number(median("load", rounds)),
        number(median("bytes", rounds)),
        number(median("longestPauseMillis", rounds)),
        number(median("p50", rounds)),
        number(median("p99", rounds)),
        number(median("ready", rounds)));
    for (String loss : LOSSES) {
      tell("%" + (loss.length() + 1) + "s", number(median(loss, rounds)).trim());
    }
    tell("%n");
  }

  /** Of the medians. */
  void ratio(String what, String figure, List<Figures> of, List<Figures> to) {
    tell("ratio of %s: %.2f%n", what, median(figure, of) / median(figure, to));
  }

  private static String range(String figure, List<Figures> rounds) {
    double[] sorted = sorted(figure, rounds);
    return "(" + number(sorted[0]) + " to " + number(sorted[sorted.length - 1]) + ")";
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "-"
        : String.format(Locale.ROOT, value < 100 && value % 1 != 0 ? "%.2f" : "%,.0f", value);
  }

  private static double median(String figure, List<Figures> rounds) {
    double[] sorted = sorted(figure, rounds);
    return sorted[sorted.length / 2];
  }

  private static double[] sorted(String figure, List<Figures> rounds) {
    return rounds.stream()
        .mapToDouble(round -> round.has(figure) ? round.of(figure) : Double.NaN)
        .sorted()
        .toArray();
  }

  private static void tell(String form, Object... values) {
    System.out.print(String.format(Locale.ROOT, form, values));
  }
}
