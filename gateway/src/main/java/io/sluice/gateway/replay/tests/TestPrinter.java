package io.sluice.gateway.replay.tests;

import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.ProblemPrinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what became of tests, for people. */
public final class TestPrinter {
  private static final int MOST_NAMED = 12;

  private final ProblemPrinter places;

  /**
   * @param places shows the line that an expectation stands in
   */
  public TestPrinter(ProblemPrinter places) {
    this.places = places;
  }

  /** One line, and some more for each thing that is missing; each ended. */
  public String text(TestOutcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(outcome.good() ? "ok    " : "FAIL  ")
        .append(outcome.test().file())
        .append("  ")
        .append(outcome.test().name())
        .append("  (")
        .append(Durations.text(outcome.plantTime()))
        .append(" in ")
        .append(seconds(outcome.wallTime()))
        .append(")\n");
    if (outcome.broken() != null) {
      text.append(outcome.test().at())
          .append("  could not be played: ")
          .append(outcome.broken())
          .append('\n');
    }
    outcome.misses().forEach(miss -> miss(text, miss));
    return text.toString();
  }

  /** How many were good, and what no test touches. */
  public String text(RouteTests.Played played) {
    long good = played.outcomes().stream().filter(TestOutcome::good).count();
    int all = played.outcomes().size();
    StringBuilder text = new StringBuilder();
    text.append(Spoken.count(all, "test")).append(", ").append(good).append(" good");
    if (good < all) {
      text.append(", ").append(all - good).append(" failed");
    }
    text.append("; ")
        .append(minutes(sum(played, TestOutcome::plantTime)))
        .append(" of plant time in ")
        .append(seconds(sum(played, TestOutcome::wallTime)))
        .append('\n');
    coverage(text, played.coverage());
    return text.toString();
  }

  private void miss(StringBuilder text, Miss miss) {
    text.append(miss.at()).append("  expected ").append(miss.expected()).append('\n');
    text.append(places.excerpt(miss.at()));
    text.append("      received ").append(miss.received()).append('\n');
  }

  private static void coverage(StringBuilder text, Coverage coverage) {
    List<String> counts = new ArrayList<>();
    for (String kind : coverage.kinds()) {
      int number = coverage.number(kind);
      counts.add(number - coverage.untouched(kind).size() + " of " + number + " " + kind);
    }
    text.append("touched: ")
        .append(String.join(", ", counts))
        .append(String.format(Locale.ROOT, "; %.0f %%%n", Math.floor(coverage.percent())));
    for (String kind : coverage.kinds()) {
      List<String> untouched = coverage.untouched(kind);
      if (!untouched.isEmpty()) {
        int more = untouched.size() - MOST_NAMED;
        text.append("no test touches ")
            .append(untouched.size())
            .append(' ')
            .append(untouched.size() == 1 ? kind.substring(0, kind.length() - 1) : kind)
            .append(": ")
            .append(String.join(", ", untouched.stream().limit(MOST_NAMED).toList()))
            .append(more > 0 ? " and " + more + " more" : "")
            .append('\n');
      }
    }
  }

  private static Duration sum(
      RouteTests.Played played, java.util.function.Function<TestOutcome, Duration> part) {
    return played.outcomes().stream().map(part).reduce(Duration.ZERO, Duration::plus);
  }

  private static String minutes(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }
}
