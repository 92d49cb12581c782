package io.sluice.gateway.setpoints;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.PerTime;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.QuantityRate;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code setpoints.yaml}: the only place that makes a tag writable, and every limit of
 * it. Limits are in the tag's unit; {@link SetpointChecks} compares the two.
 */
@JsonClassDescription("The only tags that can ever be written, and every limit of it.")
public record SetpointOptions(
    @JsonPropertyDescription(
            "Tag to write, as `pump-1/speed-sp`; its access is write and its class is not safety.")
        @NotBlank
        String tag,
    @JsonPropertyDescription("How far it may go; a new setpoint starts in shadow.")
        @JsonProperty(defaultValue = "shadow")
        SetpointMode mode,
    @JsonPropertyDescription("Absolute bounds of every value written.") Clamp clamp,
    @JsonPropertyDescription("Limits of each move and of how often it moves.") Move move,
    @JsonPropertyDescription(
            "CEL expression over live tags that must be true, read fresh before each write, as"
                + " `pump_1.state == 3`; a tag pump-1/state is written pump_1.state.")
        @Nullable String interlock,
    @JsonPropertyDescription("What the inputs of a decision must be like.") InputLimits inputs,
    @JsonPropertyDescription("Longest time from request to write; a later write is dropped.")
        @JsonProperty(defaultValue = "500 ms")
        @Positive
        Duration deadline,
    @JsonPropertyDescription("How the written value is confirmed.") ReadBack readBack,
    @JsonPropertyDescription("Counter that tells the PLC that the gateway is in control.")
        @Nullable Heartbeat heartbeat,
    @JsonPropertyDescription("What happens when control is lost or the gateway stops.")
        FailSafe failSafe,
    @JsonPropertyDescription("Consequence class: A needs two people, B one, C is harmless.")
        @JsonProperty(value = "class", defaultValue = "B")
        SetpointClass setpointClass) {

  private static final int MOST_WRITES = 100_000;

  public SetpointOptions {
    requirePositive("deadline", deadline);
  }

  /** Absolute bounds. */
  public record Clamp(
      @JsonPropertyDescription("Lowest value ever written, with its unit, as `900 rpm`.")
          Quantity low,
      @JsonPropertyDescription("Highest value ever written, with its unit, as `1750 rpm`.")
          Quantity high) {
    public Clamp {
      if (!(low.value() < high.value())) {
        throw new IllegalArgumentException(
            "clamp low is " + low + " and high is " + high + "; low must be below high");
      }
    }
  }

  /** Limits of each move. */
  public record Move(
      @JsonPropertyDescription("Largest change of one write, as `100 rpm`.") Quantity maxStep,
      @JsonPropertyDescription("Largest change per time, up or down, as `50 rpm/s`.")
          QuantityRate maxRate,
      @JsonPropertyDescription("Smallest change worth a write, as `5 rpm`.") Quantity minStep,
      @JsonPropertyDescription("Shortest time between two writes.")
          @JsonProperty(defaultValue = "2 s")
          @Positive
          Duration minInterval,
      @JsonPropertyDescription("Most writes in any such time, at most a day; survives a restart.")
          @JsonProperty(defaultValue = "60 per hour")
          PerTime maxWrites) {
    public Move {
      if (!(maxStep.value() > 0)) {
        throw new IllegalArgumentException("max-step is " + maxStep + ", must be above 0");
      }
      if (!(maxRate.change().value() > 0)) {
        throw new IllegalArgumentException("max-rate is " + maxRate + ", must be above 0");
      }
      if (minStep.value() < 0 || minStep.value() > maxStep.value()) {
        throw new IllegalArgumentException(
            "min-step is " + minStep + ", must be 0 to max-step " + maxStep);
      }
      requirePositive("min-interval", minInterval);
      requireBudget(maxWrites);
    }

    private static void requireBudget(PerTime budget) {
      boolean whole = budget.count() == Math.rint(budget.count());
      if (!whole || budget.count() < 1 || budget.count() > MOST_WRITES) {
        throw new IllegalArgumentException(
            "max-writes is " + budget + ", must be a whole number from 1 to " + MOST_WRITES);
      }
      if (budget.period().compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("max-writes is " + budget + ", must be per day or less");
      }
    }
  }

  /** What the inputs of a decision must be like. */
  public record InputLimits(
      @JsonPropertyDescription("Lowest quality allowed; Bad never is.")
          @JsonProperty(defaultValue = "good")
          InputQuality quality,
      @JsonPropertyDescription("Oldest value allowed, on the gateway's monotonic clock.")
          @JsonProperty(defaultValue = "1 s")
          @Positive
          Duration maxAge) {
    public InputLimits {
      requirePositive("max-age", maxAge);
    }
  }

  /** How a written value is confirmed. */
  public record ReadBack(
      @JsonPropertyDescription("How long to wait until the device shows the value.")
          @JsonProperty(defaultValue = "500 ms")
          @Positive
          Duration within,
      @JsonPropertyDescription(
              "Largest difference that still counts as the value written, as `1 rpm`.")
          Quantity tolerance) {
    public ReadBack {
      requirePositive("read-back within", within);
      if (tolerance.value() < 0) {
        throw new IllegalArgumentException("tolerance is " + tolerance + ", must be 0 or more");
      }
    }
  }

  /** The only other tag that is written. */
  public record Heartbeat(
      @JsonPropertyDescription("Writable tag the PLC watches, as `pump-1/gateway-alive`.") @NotBlank
          String tag,
      @JsonPropertyDescription("Time between two counts.")
          @JsonProperty(defaultValue = "1 s")
          @Positive
          Duration every) {
    public Heartbeat {
      requirePositive("heartbeat every", every);
    }
  }

  /** What happens when control is lost or the gateway stops. */
  public record FailSafe(
      @JsonPropertyDescription(
              "What happens to the value when control is lost or the gateway stops.")
          @JsonProperty(defaultValue = "release")
          FailSafeAction action,
      @JsonPropertyDescription(
              "How long inputs may be missing before control is shed, and how long the ramp of an"
                  + " orderly stop may take.")
          @JsonProperty(defaultValue = "5 s")
          @Positive
          Duration after,
      @JsonPropertyDescription("Value to ramp to, only with action value, as `900 rpm`.")
          @Nullable Quantity value) {
    public FailSafe {
      requirePositive("fail-safe after", after);
      if ((action == FailSafeAction.VALUE) != (value != null)) {
        throw new IllegalArgumentException(
            "fail-safe action is "
                + action.name().toLowerCase(Locale.ROOT)
                + (value == null ? " without a value" : " with value " + value)
                + "; a value goes with action value, and only with it");
      }
    }
  }

  /** Lowest quality of an input that may feed a write. */
  public enum InputQuality {
    @JsonPropertyDescription("Only values that the device itself calls good.")
    GOOD,
    @JsonPropertyDescription("Also values whose accuracy the device is not sure of.")
    UNCERTAIN
  }

  /** What is done on stop and shed. */
  public enum FailSafeAction {
    @JsonPropertyDescription("The last value and the heartbeat stay.")
    HOLD,
    @JsonPropertyDescription(
        "The heartbeat ends; an orderly stop first ramps back to the operator's value.")
    RELEASE,
    @JsonPropertyDescription("The heartbeat ends; an orderly stop first ramps to a value.")
    VALUE
  }

  /** Consequence of a wrong write. */
  public enum SetpointClass {
    @JsonPropertyDescription("Arming it needs two people.")
    A,
    @JsonPropertyDescription("Arming it needs one person.")
    B,
    @JsonPropertyDescription("A wrong write does no harm.")
    C
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          what + " is " + Durations.text(duration) + ", must be above 0");
    }
  }
}
