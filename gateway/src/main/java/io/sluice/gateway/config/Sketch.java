package io.sluice.gateway.config;

import io.sluice.gateway.options.Problem;
import java.util.List;

/**
 * The user's files as far as they can be read, for looking at the plant while something elsewhere
 * is still wrong. Never run.
 *
 * @param readable what has no problem of its own
 * @param problems everything that is wrong
 */
public record Sketch(Configuration readable, List<Problem> problems) {
  public Sketch {
    problems = List.copyOf(problems);
  }

  /** The problems of one file. */
  public List<Problem> of(String path) {
    return problems.stream().filter(problem -> problem.path().equals(path)).toList();
  }
}
