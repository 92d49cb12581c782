package io.sluice.gateway.setpoints;

import io.sluice.connectors.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a request: a pure function of request, state, inputs and time. Immutable
 * and thread-safe.
 *
 * <p>First every {@link GuardRule} may stop the request; then the {@link MoveLimit}s cut the target
 * down to what one move may be; then the result is checked once more as the device will hold it.
 * The order decides only which reason is given first.
 */
public final class SetpointGuard {
  private final SetpointLimits limits;
  private final List<GuardRule> rules;
  private final List<MoveLimit> moves;

  /** For tests that take one rule or limit away; everything else uses {@link #of}. */
  SetpointGuard(SetpointLimits limits, List<GuardRule> rules, List<MoveLimit> moves) {
    this.limits = limits;
    this.rules = List.copyOf(rules);
    this.moves = List.copyOf(moves);
  }

  /**
   * Builds the guard of one setpoint.
   *
   * @param interlock compiled from {@code options.interlock()}, null where that is null
   * @throws IllegalArgumentException where {@link SetpointChecks} finds a problem
   */
  public static SetpointGuard of(
      String name, SetpointOptions options, Tag tag, @Nullable Interlock interlock) {
    return new SetpointGuard(
        new SetpointLimits(name, tag, options, interlock),
        List.of(GuardRule.values()),
        List.of(MoveLimit.values()));
  }

  /** Decides on inputs read fresh from the devices. */
  public Decision decide(
      SetpointRequest request, SetpointState state, Inputs inputs, long nowNanos) {
    Question question = new Question(limits, request, state, inputs, Question.Look.FRESH, nowNanos);
    for (GuardRule rule : rules) {
      Decision stopped = rule.check(question);
      if (stopped != null) {
        return withPassingValue(stopped, question);
      }
    }
    return move(question);
  }

  /**
   * What can be said before the devices are read: empty where only a fresh read can tell.
   *
   * @param cached newest scanned samples; a tag that is not scanned is left to the fresh read
   */
  public Optional<Decision> early(
      SetpointRequest request, SetpointState state, Inputs cached, long nowNanos) {
    Question question =
        new Question(limits, request, state, cached, Question.Look.CACHED, nowNanos);
    for (GuardRule rule : rules) {
      Decision stopped = rule.early() ? rule.check(question) : null;
      if (stopped != null) {
        return Optional.of(stopped);
      }
    }
    return Optional.empty();
  }

  /**
   * Says what is wrong with the inputs or the interlock; empty where a write could rest on them.
   */
  public Optional<Decision.Hold> health(Inputs inputs, long nowNanos) {
    SetpointRequest nobody = new SetpointRequest(0, "watch", "", nowNanos);
    SetpointState none = SetpointState.fresh(new Phase.Shadow());
    Question question = new Question(limits, nobody, none, inputs, Question.Look.FRESH, nowNanos);
    for (GuardRule rule : List.of(GuardRule.INPUTS, GuardRule.INTERLOCK)) {
      if (rule.check(question) instanceof Decision.Hold hold) {
        return Optional.of(hold);
      }
    }
    return Optional.empty();
  }

  /** Tags a decision needs from the devices: the setpoint's own first, then the interlock's. */
  public List<Tag> reads() {
    return limits.reads();
  }

  public SetpointOptions options() {
    return limits.options();
  }

  public String name() {
    return limits.name();
  }

  public Tag tag() {
    return limits.tag();
  }

  SetpointLimits limits() {
    return limits;
  }

  private Decision move(Question question) {
    MoveLimit.Cut cut = MoveLimit.cut(moves, question, question.request().target());
    double current = question.current();
    double value = WireValue.towards(limits.tag(), cut.value(), current);
    Decision unfit = unfit(value, current);
    if (unfit != null) {
      return unfit;
    }
    if (value == current || Math.abs(value - current) < limits.minStep()) {
      return new Decision.Hold("min-step", tooSmall(cut, question));
    }
    return phrased(question, cut, value);
  }

  private @Nullable Decision unfit(double value, double current) {
    boolean clamped = moves.contains(MoveLimit.CLAMP);
    if (clamped && (value < limits.low() || value > limits.high())) {
      return new Decision.Hold(
          "clamp",
          limits.tag().name()
              + " is "
              + limits.spelt(current)
              + ", too far outside "
              + limits.options().clamp().low()
              + " to "
              + limits.options().clamp().high()
              + " to come back in one move; an operator brings it back");
    }
    if (!WireValue.fits(limits.tag(), value)) {
      return new Decision.Hold(
          "encoding",
          limits.spelt(value) + " does not fit " + limits.tag().type() + " on the wire");
    }
    return null;
  }

  private String tooSmall(MoveLimit.Cut cut, Question question) {
    String limit = cut.limit() == null ? "" : " (" + cut.text() + ")";
    return "asked "
        + limits.spelt(question.request().target())
        + limit
        + ", is "
        + limits.spelt(question.current())
        + ": less than min-step "
        + limits.options().move().minStep();
  }

  private Decision phrased(Question question, MoveLimit.Cut cut, double value) {
    double asked = question.request().target();
    MoveLimit limit = cut.limit();
    String move = limits.spelt(value) + ", was " + limits.spelt(question.current());
    String why = limit == null ? "" : "asked " + limits.spelt(asked) + ", " + cut.text() + ": ";
    Phase phase = question.state().phase();
    if (phase instanceof Phase.Shadow || phase instanceof Phase.Advise) {
      String word = phase.word().toLowerCase(Locale.ROOT);
      String guard = limit == null ? word : limit.guard();
      return new Decision.Shadow(asked, value, guard, word + ": " + why + "would write " + move);
    }
    return limit == null
        ? new Decision.Write(value, "writes " + move)
        : new Decision.Clamp(asked, value, limit.guard(), cut.text(), why + "writes " + move);
  }

  private Decision withPassingValue(Decision stopped, Question question) {
    if (!(stopped instanceof Decision.Refuse refuse)
        || !refuse.guard().equals("finite")
        || Double.isNaN(question.request().target())) {
      return stopped;
    }
    double bound = question.request().target() > 0 ? limits.high() : limits.low();
    return new Decision.Refuse(
        refuse.guard(), refuse.sentence() + "; " + limits.spelt(bound) + " would pass", bound);
  }
}
