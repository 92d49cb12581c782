package io.sluice.gateway.setpoints;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between a setpoint's options and its tag. Configuration reports the problems with
 * file and line; a guard cannot be built while there is one.
 */
public final class SetpointChecks {
  private final SetpointOptions options;
  private final Tag tag;
  private final List<Problem> problems = new ArrayList<>();

  private SetpointChecks(SetpointOptions options, Tag tag) {
    this.options = options;
    this.tag = tag;
  }

  /**
   * A mistake, for the user.
   *
   * @param option kebab-case path within the setpoint: {@code clamp.low}
   * @param message what was read and what is allowed
   */
  public record Problem(String option, String message) {}

  /** All problems at once, empty where there is none. */
  public static List<Problem> of(SetpointOptions options, Tag tag) {
    SetpointChecks checks = new SetpointChecks(options, tag);
    checks.tagItself();
    checks.units();
    checks.bounds();
    checks.times();
    return List.copyOf(checks.problems);
  }

  private void tagItself() {
    if (!tag.writable()) {
      problem(
          "tag",
          tag.name()
              + " has access "
              + lower(tag.access())
              + " and class "
              + lower(tag.tagClass())
              + "; a setpoint needs access write, and a safety tag is never written");
    }
    if (tag.type() == DataType.BOOL || tag.type() == DataType.STRING) {
      problem("tag", tag.name() + " is " + tag.type() + "; a setpoint needs a number");
    }
  }

  private void units() {
    unit("clamp.low", options.clamp().low().unit());
    unit("clamp.high", options.clamp().high().unit());
    unit("move.max-step", options.move().maxStep().unit());
    unit("move.max-rate", options.move().maxRate().change().unit());
    unit("move.min-step", options.move().minStep().unit());
    unit("read-back.tolerance", options.readBack().tolerance().unit());
    Quantity failSafe = options.failSafe().value();
    if (failSafe != null) {
      unit("fail-safe.value", failSafe.unit());
    }
  }

  private void bounds() {
    within("clamp.low", options.clamp().low(), tag.low(), tag.high());
    within("clamp.high", options.clamp().high(), tag.low(), tag.high());
    wire("clamp.low", options.clamp().low());
    wire("clamp.high", options.clamp().high());
    within(
        "fail-safe.value",
        options.failSafe().value(),
        options.clamp().low().value(),
        options.clamp().high().value());
    double step = WireValue.resolution(tag);
    if (options.move().maxStep().value() < step) {
      problem(
          "move.max-step",
          options.move().maxStep()
              + " is less than the "
              + Phrase.value(step, tag)
              + " the device can tell apart: it could never move");
    }
  }

  private void times() {
    SetpointOptions.Heartbeat heartbeat = options.heartbeat();
    if (heartbeat != null && heartbeat.tag().equals(options.tag())) {
      problem("heartbeat.tag", "is the setpoint's own tag " + tag.name() + "; use another");
    }
    if (heartbeat != null && heartbeat.every().compareTo(options.failSafe().after()) >= 0) {
      problem(
          "heartbeat.every",
          Durations.text(heartbeat.every())
              + " must be shorter than fail-safe after, "
              + Durations.text(options.failSafe().after()));
    }
    if (options.inputs().maxAge().compareTo(options.failSafe().after()) > 0) {
      problem(
          "inputs.max-age",
          Durations.text(options.inputs().maxAge())
              + " must not be longer than fail-safe after, "
              + Durations.text(options.failSafe().after()));
    }
  }

  private void unit(String option, String unit) {
    if (!unit.equals(tag.unit())) {
      problem(
          option,
          "is in '" + unit + "', tag " + tag.name() + " is in '" + tag.unit() + "'; use the same");
    }
  }

  private void within(String option, @Nullable Quantity quantity, double low, double high) {
    if (quantity != null && (quantity.value() < low || quantity.value() > high)) {
      problem(
          option,
          quantity
              + " is outside "
              + Quantity.number(low)
              + " to "
              + Phrase.value(high, tag)
              + (option.startsWith("clamp") ? ", the range of tag " + tag.name() : ", the clamp"));
    }
  }

  private void wire(String option, Quantity quantity) {
    if (!WireValue.fits(tag, quantity.value())) {
      problem(option, quantity + " does not fit " + tag.type() + " with " + tag.scaling());
    }
  }

  private void problem(String option, String message) {
    problems.add(new Problem(option, message));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
