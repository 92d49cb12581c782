package io.sluice.connectors.plan;

import java.time.Duration;
import java.util.Locale;

/**
 * How long requests and scans of a group take, averaged over the last few. Used on the connection's
 * loop.
 */
final class RequestTimes {
  /** Weight of the newest in the mean, as its inverse. */
  private static final int MEMORY = 8;

  /** Times that a user would write, within each power of ten. */
  private static final double[] ROUND = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

  private double requestNanos;
  private double scanNanos;
  private int requests;
  private int inThisScan;
  private boolean disturbed;

  /** A request was answered. */
  void request(long nanos) {
    requestNanos = mean(requestNanos, (double) nanos);
    inThisScan++;
  }

  /** A request was not: the scan's length says nothing of what the group needs. */
  void unanswered() {
    disturbed = true;
  }

  /** A scan is over. */
  void scan(long nanos) {
    if (!disturbed && inThisScan > 0) {
      scanNanos = mean(scanNanos, (double) nanos);
      requests = inThisScan;
    }
    disturbed = false;
    inThisScan = 0;
  }

  /** Whether a scan was ever finished. */
  boolean known() {
    return requests > 0;
  }

  /** Why scans are missed: {@code needs 14 requests of 9 ms each, 100 ms is not reachable …}. */
  String verdict(Duration interval) {
    double millis = interval.toNanos() / 1e6;
    String need =
        requests
            + (requests == 1 ? " request of " : " requests of ")
            + spoken(requestNanos / 1e6)
            + (requests == 1 ? "" : " each");
    if (scanNanos / 1e6 < millis) {
      return "misses scans although "
          + need
          + " fit into "
          + spoken(millis)
          + ": answers are lost, or other groups or the machine are in the way";
    }
    return "needs "
        + need
        + ", "
        + spoken(millis)
        + " is not reachable; "
        + spoken(reachable(millis))
        + " is";
  }

  /** The next round time above what a scan takes, with a tenth to spare. */
  private double reachable(double millis) {
    double wanted = Math.max(1.1 * scanNanos / 1e6, millis * 1.01);
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (double step : ROUND) {
      if (step * power >= wanted) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String spoken(double millis) {
    if (millis >= 1_000) {
      return plain(millis / 1_000) + " s";
    }
    return plain(millis) + " ms";
  }

  private static String plain(double number) {
    if (number >= 10 || number == Math.rint(number)) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    return String.format(Locale.ROOT, number < 0.1 ? "%.2f" : "%.1f", number);
  }

  private static double mean(double before, double next) {
    return before == 0 ? next : before + (next - before) / MEMORY;
  }
}
