package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.tests.TimeWindow;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How times and counts are said in what a test expected and received. */
final class Spoken {
  private Spoken() {}

  /** Seconds, to the millisecond. */
  static String time(Duration time) {
    return Quantity.number(Math.round(time.toNanos() / 1e6) / 1e3) + " s";
  }

  /** {@code at 82.4 s, 12.4 s too late}; without the second part where it is in the window. */
  static String at(Duration moment, TimeWindow window) {
    String at = "at " + time(moment);
    if (moment.compareTo(window.to()) > 0) {
      return at + ", " + time(moment.minus(window.to())) + " too late";
    }
    return moment.compareTo(window.from()) < 0
        ? at + ", " + time(window.from().minus(moment)) + " too early"
        : at;
  }

  /** A window behind a sentence, or nothing where it is the whole test. */
  static String when(TimeWindow window) {
    return window.equals(TimeWindow.ALL) ? "" : " " + window;
  }

  /** {@code no write}, {@code 1 write}, {@code 3 writes}. */
  static String count(long number, String one) {
    return (number == 0 ? "no" : Long.toString(number)) + " " + one + (number == 1 ? "" : "s");
  }

  /** {@code at least 1 write}, {@code 30 ± 1 summaries}. */
  static String wanted(@Nullable Integer count, int tolerance, String one) {
    if (count == null) {
      return "at least 1 " + one;
    }
    return tolerance == 0 ? count(count, one) : count + " ± " + tolerance + " " + one + "s";
  }

  static boolean enough(long number, @Nullable Integer count, int tolerance) {
    return count == null ? number > 0 : Math.abs(number - count) <= tolerance;
  }

  /** The one that is closest to the window in time. */
  static <T> Optional<T> nearest(List<T> all, Function<T, Duration> time, TimeWindow window) {
    return all.stream().min(Comparator.comparing(one -> distance(time.apply(one), window)));
  }

  private static Duration distance(Duration moment, TimeWindow window) {
    if (moment.compareTo(window.to()) > 0) {
      return moment.minus(window.to());
    }
    return moment.compareTo(window.from()) < 0 ? window.from().minus(moment) : Duration.ZERO;
  }
}
