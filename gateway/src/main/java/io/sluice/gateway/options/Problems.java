package io.sluice.gateway.options;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects everything that is wrong, so that the user hears it all at once. At most {@value
 * #PER_SOURCE} problems a source are kept and the rest is counted in one last problem. For one
 * thread.
 */
public final class Problems {
  /** More than this in one file says the same thing again and again. */
  public static final int PER_SOURCE = 100;

  private final int perSource;
  private final List<Problem> kept = new ArrayList<>();
  private final Map<SourceFile, Integer> found = new HashMap<>();
  private boolean errors;

  public Problems() {
    this(PER_SOURCE);
  }

  /** Keeps this many of each source, for a program that goes through all of them. */
  public Problems(int perSource) {
    this.perSource = perSource;
  }

  public void add(Problem problem) {
    errors |= problem.severity() == Severity.ERROR;
    int number = found.merge(problem.at().file(), 1, Integer::sum);
    if (number <= perSource) {
      kept.add(problem);
    }
  }

  /** Adds an error without suggestion or fix. */
  public void error(Position at, Code code, String message) {
    add(Problem.error(at, code, message));
  }

  /** Adds a warning without suggestion or fix. */
  public void warning(Position at, Code code, String message) {
    add(Problem.warning(at, code, message));
  }

  /** Whether a problem at just this place is kept. */
  public boolean told(Position at) {
    return kept.stream().anyMatch(problem -> problem.at().equals(at));
  }

  public boolean hasErrors() {
    return errors;
  }

  /** How many were told, kept or not. */
  public int count() {
    return found.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** By source name, line and column; where a source has more than are kept, the last says so. */
  public List<Problem> sorted() {
    List<Problem> all = new ArrayList<>(kept);
    all.sort(
        Comparator.comparing(Problem::path)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column));
    found.entrySet().stream()
        .filter(source -> source.getValue() > perSource)
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(SourceFile::name)))
        .forEach(source -> all.add(more(source.getKey(), source.getValue() - perSource)));
    return List.copyOf(all);
  }

  private static Problem more(SourceFile source, int number) {
    return Problem.error(
        source.whole(), Code.MORE_PROBLEMS, number + " more problems here are not shown");
  }
}
