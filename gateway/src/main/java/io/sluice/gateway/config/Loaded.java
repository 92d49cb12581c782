package io.sluice.gateway.config;

import io.sluice.gateway.options.Problem;
import java.util.List;

/** What became of reading the user's files. */
public sealed interface Loaded {
  /** All that was found, by file and line. */
  List<Problem> problems();

  /**
   * Good to run.
   *
   * @param configuration what was read
   * @param problems warnings only
   */
  record Checked(Configuration configuration, List<Problem> problems) implements Loaded {}

  /**
   * Not good to run.
   *
   * @param problems at least one error
   */
  record Refused(List<Problem> problems) implements Loaded {}
}
