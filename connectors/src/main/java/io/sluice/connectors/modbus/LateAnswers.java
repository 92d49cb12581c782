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

  private record Lost(Set<Integer> functions, Question question, int times, long atNanos) {}

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
    int times = before == null ? 1 : before.times() + 1;
    lost.put(question.unit(), new Lost(functions, question, times, now));
  }

  /**
   * The question was answered. Units answer in order, so nothing that was lost can come any more,
   * unless this may itself have been a late refusal: one of a function that is in doubt.
   */
  synchronized void heard(Question question, Reply reply) {
    Lost before = lost.get(question.unit());
    boolean late =
        before != null
            && reply instanceof Reply.Refusal
            && before.functions().contains(question.function());
    if (!late) {
      lost.remove(question.unit());
    }
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

  /**
   * What to ask first, of another function: whatever the unit answers to it, what was lost cannot
   * come any more. Empty where all functions are in doubt and only time helps.
   */
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

  /**
   * What to ask before that: the same function for another length, which every unit knows. Only
   * data settles the doubt, for a refusal could be that of the lost question. Empty where more than
   * one question is in doubt.
   */
  synchronized Optional<Question> shorter(Question question) {
    Lost before = lost.get(question.unit());
    return before != null && before.times() == 1 && before.question().read()
        ? before.question().ofOtherLength()
        : Optional.empty();
  }
}
