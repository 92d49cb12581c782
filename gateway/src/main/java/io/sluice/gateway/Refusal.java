package io.sluice.gateway;

import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the files on disk do not run.
 *
 * @param since when they were refused
 * @param sentence the first problem, or what the gateway said
 * @param problems as check tells them; empty where the files are good and the gateway could not
 *     take them
 */
record Refusal(Instant since, String sentence, List<Problem> problems) {
  Refusal {
    problems = List.copyOf(problems);
  }

  static Refusal of(Instant since, List<Problem> problems) {
    Problem first =
        problems.stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("refused without a problem"));
    return new Refusal(since, place(first) + " " + first.message(), problems);
  }

  static Refusal of(Instant since, String sentence) {
    return new Refusal(since, sentence, List.of());
  }

  /** The file of the first error, where there is one. */
  @Nullable String file() {
    return problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(Problem::path)
        .findFirst()
        .orElse(null);
  }

  private static String place(Problem problem) {
    return problem.line() == 0
        ? problem.path()
        : problem.path() + ":" + problem.line() + ":" + problem.column();
  }
}
