package io.sluice.gateway.setpoints;

import io.sluice.connectors.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A setpoint's options as plain numbers in the tag's unit, its tag and its interlock. */
record SetpointLimits(
    String name, Tag tag, SetpointOptions options, @Nullable Interlock interlock) {
  SetpointLimits {
    List<SetpointChecks.Problem> problems = SetpointChecks.of(options, tag);
    if (!problems.isEmpty()) {
      SetpointChecks.Problem first = problems.get(0);
      throw new IllegalArgumentException(name + ": " + first.option() + ": " + first.message());
    }
    if ((options.interlock() == null) != (interlock == null)) {
      throw new IllegalArgumentException(name + ": the interlock is not the configured one");
    }
  }

  double low() {
    return options.clamp().low().value();
  }

  double high() {
    return options.clamp().high().value();
  }

  double maxStep() {
    return options.move().maxStep().value();
  }

  double ratePerSecond() {
    return options.move().maxRate().perSecond();
  }

  double minStep() {
    return options.move().minStep().value();
  }

  long minIntervalNanos() {
    return options.move().minInterval().toNanos();
  }

  long maxAgeNanos() {
    return options.inputs().maxAge().toNanos();
  }

  long deadlineNanos() {
    return options.deadline().toNanos();
  }

  double tolerance() {
    return options.readBack().tolerance().value();
  }

  /** The setpoint's own tag, then the interlock's. */
  List<Tag> reads() {
    Set<Tag> reads = new LinkedHashSet<>();
    reads.add(tag);
    reads.addAll(interlockTags());
    return new ArrayList<>(reads);
  }

  List<Tag> interlockTags() {
    return interlock == null ? List.of() : interlock.tags();
  }

  String spelt(double value) {
    return Phrase.value(value, tag);
  }
}
