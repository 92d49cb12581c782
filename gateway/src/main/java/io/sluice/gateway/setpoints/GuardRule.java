package io.sluice.gateway.setpoints;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.PerTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that may stop a request; each has a test that fails without it. */
enum GuardRule {
  MODE,
  FINITE,
  DEADLINE,
  PENDING,
  MIN_INTERVAL,
  MAX_WRITES,
  INPUTS,
  INTERLOCK,
  COMPARE;

  /** True where the rule can speak before the devices are read. */
  boolean early() {
    return this != COMPARE;
  }

  /** The decision that stops the request, or null where it passes. */
  @Nullable Decision check(Question question) {
    return switch (this) {
      case MODE -> mode(question);
      case FINITE -> finite(question);
      case DEADLINE -> deadline(question);
      case PENDING -> pending(question);
      case MIN_INTERVAL -> minInterval(question);
      case MAX_WRITES -> maxWrites(question);
      case INPUTS -> inputs(question);
      case INTERLOCK -> interlock(question);
      case COMPARE -> compare(question);
    };
  }

  private static @Nullable Decision mode(Question q) {
    Phase phase = q.state().phase();
    if (phase instanceof Phase.Off off) {
      return new Decision.Refuse("mode", q.limits().name() + " is off: " + off.reason(), null);
    }
    if (phase instanceof Phase.Shed shed) {
      return new Decision.Hold("shed", "control was given back: " + shed.reason());
    }
    if (phase instanceof Phase.Tripped tripped) {
      return new Decision.Hold("tripped", "tripped: " + tripped.reason());
    }
    boolean held =
        phase instanceof Phase.Hold hold && hold.cause().ends() == HoldCause.Ends.BY_PERSON;
    return held ? new Decision.Hold("hold", "held: " + ((Phase.Hold) phase).reason()) : null;
  }

  private static @Nullable Decision finite(Question q) {
    double target = q.request().target();
    return Double.isFinite(target)
        ? null
        : new Decision.Refuse("finite", "asked " + target + ", which is not a value", null);
  }

  private static @Nullable Decision deadline(Question q) {
    long age = q.nowNanos() - q.request().atNanos();
    return age <= q.limits().deadlineNanos()
        ? null
        : new Decision.Refuse(
            "deadline",
            "the request is "
                + Phrase.nanos(age)
                + " old, deadline is "
                + Durations.text(q.limits().options().deadline()),
            null);
  }

  private static @Nullable Decision pending(Question q) {
    Double pending = q.state().pending();
    return pending == null
        ? null
        : new Decision.Hold("pending", "a write is pending: " + q.limits().spelt(pending));
  }

  private static @Nullable Decision minInterval(Question q) {
    Long last = q.state().lastNanos();
    long since = last == null ? Long.MAX_VALUE : q.nowNanos() - last;
    return since >= q.limits().minIntervalNanos()
        ? null
        : new Decision.Hold(
            "min-interval",
            "last write "
                + Phrase.nanos(since)
                + " ago, min-interval is "
                + Durations.text(q.limits().options().move().minInterval()));
  }

  private static @Nullable Decision maxWrites(Question q) {
    PerTime budget = q.limits().options().move().maxWrites();
    return q.state().writesInWindow() < budget.count()
        ? null
        : new Decision.Hold(
            "max-writes",
            q.state().writesInWindow()
                + " writes sent, allowed are "
                + budget
                + "; next in "
                + Phrase.nanos(Math.max(0, q.state().slotNanos() - q.nowNanos())));
  }

  private static @Nullable Decision inputs(Question q) {
    // A cached setpoint tag says nothing: it is read fresh in any case.
    List<Tag> tags = q.fresh() ? q.limits().reads() : q.limits().interlockTags();
    for (Tag tag : tags) {
      Inputs.Sample sample = q.inputs().get(tag.name());
      Decision hold = sample == null ? missing(q, tag) : input(q, tag, sample);
      if (hold != null) {
        return hold;
      }
    }
    return null;
  }

  private static @Nullable Decision missing(Question q, Tag tag) {
    return q.fresh() ? new Decision.Hold("quality", tag.name() + " could not be read") : null;
  }

  private static @Nullable Decision input(Question q, Tag tag, Inputs.Sample sample) {
    boolean allowed =
        StatusCode.isGood(sample.status())
            || (StatusCode.isUncertain(sample.status())
                && q.limits().options().inputs().quality()
                    == SetpointOptions.InputQuality.UNCERTAIN);
    if (!allowed || sample.value() == null) {
      return new Decision.Hold("quality", tag.name() + " is " + new StatusCode(sample.status()));
    }
    if (sample.overflowed()) {
      return new Decision.Hold("quality", tag.name() + " lost samples in an overflowing queue");
    }
    long age = q.nowNanos() - sample.knownNanos();
    return age <= q.limits().maxAgeNanos()
        ? null
        : new Decision.Hold(
            "freshness",
            tag.name()
                + " is "
                + Phrase.nanos(age)
                + " old, max-age is "
                + Durations.text(q.limits().options().inputs().maxAge()));
  }

  private static @Nullable Decision interlock(Question q) {
    Interlock interlock = q.limits().interlock();
    if (interlock == null) {
      return null;
    }
    Interlock.Verdict verdict = interlock.evaluate(q.inputs());
    if (verdict instanceof Interlock.Verdict.Shut shut) {
      return new Decision.Hold("interlock", shut.sentence());
    }
    return verdict instanceof Interlock.Verdict.Unknown unknown && q.fresh()
        ? new Decision.Hold("interlock", unknown.sentence())
        : null;
  }

  private static @Nullable Decision compare(Question q) {
    SetpointState.LastWrite last = q.state().last();
    if (last == null) {
      return null;
    }
    double current = q.current();
    boolean ours = Math.abs(current - last.value()) <= q.limits().tolerance();
    boolean unchanged =
        last.confirmation() == SetpointState.Confirmation.UNKNOWN
            && Math.abs(current - last.before()) <= q.limits().tolerance();
    return ours || unchanged
        ? null
        : new Decision.Hold(
            "compare",
            q.limits().tag().name()
                + " is "
                + q.limits().spelt(current)
                + ", Sluice last wrote "
                + q.limits().spelt(last.value())
                + ": somebody else has control");
  }
}
