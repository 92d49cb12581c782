package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of protocols in the shapes that real ones have, so that any change there is free. */
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
}
