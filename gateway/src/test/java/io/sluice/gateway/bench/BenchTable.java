package io.sluice.gateway.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several rounds as lines on stdout: median (lowest to highest). */
final class BenchTable {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("rate", "samples/s"),
          Map.entry("cpu", "CPU s per million samples"),
          Map.entry("load", "cores used"),
          Map.entry("bytes", "bytes allocated per sample"),
          Map.entry("pauses", "collections"),
          Map.entry("longestPauseMillis", "longest collection, ms"),
          Map.entry("p50", "reaction p50, µs"),
          Map.entry("p99", "reaction p99, µs"),
          Map.entry("dropped", "scans dropped"),
          Map.entry("missed", "scans missed"),
          Map.entry("unscored", "scans without a score"),
          Map.entry("refused", "records refused"),
          Map.entry("blocked", "blocked loops"));

  private static final List<String> ORDER =
      List.of(
          "rate",
          "cpu",
          "load",
          "bytes",
          "pauses",
          "longestPauseMillis",
          "p50",
          "p99",
          "missed",
          "dropped",
          "unscored",
          "refused",
          "blocked");

  BenchTable(String title) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.printf(
        Locale.ROOT,
        "%n%s; %s, load average %.1f%n",
        title,
        Child.pinned() ? "pinned to one core" : "not pinned",
        load);
  }

  void print(String who, List<Figures> rounds) {
    for (String figure : ORDER) {
      if (rounds.get(0).has(figure)) {
        double[] sorted = sorted(figure, rounds);
        System.out.printf(
            Locale.ROOT,
            "  %-12s %-28s %,14.2f  (%,.2f to %,.2f)%n",
            who,
            TITLES.get(figure),
            sorted[sorted.length / 2],
            sorted[0],
            sorted[sorted.length - 1]);
      }
    }
  }

  /** Of the medians. */
  void ratio(String figure, List<Figures> of, List<Figures> to) {
    double[] one = sorted(figure, of);
    double[] other = sorted(figure, to);
    System.out.printf(
        Locale.ROOT,
        "  ratio of %s: %.2f%n",
        TITLES.get(figure),
        one[one.length / 2] / other[other.length / 2]);
  }

  private static double[] sorted(String figure, List<Figures> rounds) {
    return rounds.stream().mapToDouble(round -> round.of(figure)).sorted().toArray();
  }
}
