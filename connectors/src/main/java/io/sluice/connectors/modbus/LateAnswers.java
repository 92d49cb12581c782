package io.sluice.connectors.modbus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers that may still come, by unit. RTU frames carry no number: an answer that comes late would
 * be taken for that of the next question of the same function and length. So a unit that let a
 * question fall is first asked something else. Units answer in order: once that is answered, what
 * was lost cannot come any more.
 *
 * <p>Kept by who opens connections, for a serial line behind a TCP converter outlives them.
 * Thread-safe.
 */
final class LateAnswers {
  /** Other functions to ask, all reads that change nothing and cost one register or bit. */
  private static final Table[] OTHERS = {Table.HOLDING, Table.INPUT, Table.COIL, Table.DISCRETE};

  private final long forgottenAfterNanos;
  private final Map<Integer, Lost> lost = new HashMap<>();

  private record Lost(Set<Integer> functions, long atNanos) {}

  /**
   * Remembers.
   *
   * @param forgottenAfterNanos no answer comes as late as that
   */
  LateAnswers(long forgottenAfterNanos) {
    this.forgottenAfterNanos = forgottenAfterNanos;
  }

  /** The question was not answered in time. */
  synchronized void lost(Question question, long now) {
    Lost before = lost.get(question.unit());
    Set<Integer> functions = before == null ? new HashSet<>() : new HashSet<>(before.functions());
    functions.add(question.function());
    lost.put(question.unit(), new Lost(functions, now));
  }

  /** The question was answered, and could not be mistaken for another. */
  synchronized void answered(Question question) {
    lost.remove(question.unit());
  }

  /** True where an answer that comes might be that of a question before. */
  synchronized boolean doubtful(Question question, long now) {
    Lost before = lost.get(question.unit());
    if (before != null && now - before.atNanos() >= forgottenAfterNanos) {
      lost.remove(question.unit());
      return false;
    }
    return before != null && before.functions().contains(question.function());
  }

  /** What to ask first; empty where all functions are in doubt and only time helps. */
  synchronized Optional<Question> instead(Question question) {
    Lost before = lost.get(question.unit());
    for (Table table : OTHERS) {
      Question other = Question.read(question.unit(), table, 0, 1);
      if (before == null || !before.functions().contains(other.function())) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
