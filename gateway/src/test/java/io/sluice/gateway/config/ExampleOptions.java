package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.PerTime;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.QuantityRate;
import io.sluice.gateway.options.Secret;
import io.sluice.gateway.options.Size;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options records in the shapes that the gateway's parts use, so that any change there is free. */
final class ExampleOptions {
  private ExampleOptions() {}

  record Polled(
      @Pattern(regexp = "modbus-tcp://.+", message = "a URL, as modbus-tcp://10.0.4.12:502")
          String url,
      @NotEmpty Map<String, PolledGroup> groups) {}

  record PolledGroup(@JsonPropertyDescription("Time between scans.") @Positive Duration every) {}

  record Subscribed(
      @Pattern(regexp = "opc\\.tcp://.+", message = "a URL, as opc.tcp://10.0.4.20:4840")
          String url,
      @Nullable Security security,
      @Nullable User user,
      @NotEmpty Map<String, SubscribedGroup> groups) {}

  record Security(
      @JsonProperty(defaultValue = "Basic256Sha256") Policy policy,
      @JsonProperty(defaultValue = "sign-and-encrypt") Mode mode,
      @Nullable String trust) {}

  enum Policy {
    NONE,
    @JsonProperty("Basic256Sha256")
    BASIC256_SHA256
  }

  enum Mode {
    NONE,
    SIGN,
    SIGN_AND_ENCRYPT
  }

  record User(@NotBlank String name, Secret password) {}

  record SubscribedGroup(
      @Positive Duration publishing,
      @Nullable Duration sampling,
      @JsonProperty(defaultValue = "10") @Min(1) @Max(10_000) int queue) {
    SubscribedGroup {
      if (sampling != null && sampling.compareTo(publishing) > 0) {
        throw new IllegalArgumentException("sampling is slower than publishing");
      }
    }
  }

  record Svm(
      @JsonProperty(defaultValue = "15 s") Duration window,
      @JsonProperty(defaultValue = "1 per week") PerTime falseAlarms,
      @JsonProperty(defaultValue = "0.05") @Positive @DecimalMax("0.5") double nu) {}

  record Setpoint(
      @JsonPropertyDescription("The tag that it writes.") String tag,
      @JsonProperty(defaultValue = "shadow") SetpointMode mode,
      @JsonPropertyDescription("Bounds of every write.") Clamp clamp,
      Move move,
      @Nullable String interlock,
      Inputs inputs,
      @JsonProperty(defaultValue = "500 ms") Duration deadline,
      ReadBack readBack,
      @Nullable Heartbeat heartbeat,
      @Nullable FailSafe failSafe,
      @JsonProperty("class") @Nullable String grade) {}

  enum SetpointMode {
    OFF,
    SHADOW,
    ADVISE,
    CLOSED
  }

  record Clamp(
      @JsonPropertyDescription("Lowest value ever written.") Quantity low,
      @JsonPropertyDescription("Highest value ever written.") Quantity high) {}

  record Move(
      Quantity maxStep,
      QuantityRate maxRate,
      @Nullable Quantity minStep,
      @JsonProperty(defaultValue = "2 s") Duration minInterval,
      @JsonProperty(defaultValue = "60 per hour") PerTime maxWrites) {}

  record Inputs(
      @JsonProperty(defaultValue = "good") Quality quality,
      @JsonProperty(defaultValue = "1 s") Duration maxAge) {}

  enum Quality {
    GOOD,
    UNCERTAIN
  }

  record ReadBack(
      @JsonProperty(defaultValue = "500 ms") Duration within, @Nullable Quantity tolerance) {}

  record Heartbeat(String tag, @JsonProperty(defaultValue = "1 s") Duration every) {}

  record FailSafe(FailAction action, @JsonProperty(defaultValue = "5 s") Duration after) {}

  enum FailAction {
    RELEASE,
    HOLD
  }

  record Spool(
      @JsonProperty(defaultValue = "2 GB") Size maxBytes,
      @JsonProperty(defaultValue = "72 h") Duration maxAge,
      @JsonProperty(defaultValue = "drop-oldest") WhenFull whenFull,
      @JsonProperty(defaultValue = "{}") Group group) {}

  enum WhenFull {
    DROP_OLDEST,
    REFUSE
  }

  record Group(
      @JsonProperty(defaultValue = "500") @Min(1) @Max(10_000) int rows,
      @JsonProperty(defaultValue = "20 ms") Duration within) {}

  record Mqtt(
      @Pattern(regexp = "mqtts?://.+", message = "a URL, as mqtts://broker:8883") String url,
      @NotBlank String topic,
      @JsonProperty(defaultValue = "1") @Min(0) @Max(2) int qos,
      @Nullable Tls tls,
      @Nullable User user) {}

  record Tls(@Nullable String ca) {}

  record TagsFrom(@NotBlank String group) {}

  record SetpointTo(
      @JsonProperty("while") @Nullable String detector,
      @Nullable Quantity step,
      @JsonProperty("return") @Nullable Back back) {}

  enum Back {
    RAMP,
    STEP
  }

  record SummaryTo(@JsonProperty(defaultValue = "10 s") Duration every) {}

  record SpoolFrom(@JsonProperty(defaultValue = "500") @Min(1) @Max(10_000) int batch) {}
}
