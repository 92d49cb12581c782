package io.sluice.connectors.plc4x;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.plan.PollGroup;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Map;

/**
 * Options of a connection of kind {@code plc4x}.
 *
 * @param url {@code modbus-tcp://host:port}, or any URL of a PLC4X driver that is on the class path
 * @param timeout longest wait for the device to connect or to answer
 * @param groups scan groups by name
 */
@JsonClassDescription("A PLC by a PLC4X driver, whose tags are polled in groups.")
public record Plc4xOptions(
    @JsonPropertyDescription(
            "Where the PLC is, as `modbus-tcp://10.0.4.12:502`, or another PLC4X connection URL.")
        @NotBlank
        String url,
    @JsonPropertyDescription("Longest wait for the PLC to connect or to answer.")
        @JsonProperty(defaultValue = "2 s")
        @DecimalMin("0.01")
        @DecimalMax("60")
        Duration timeout,
    @JsonPropertyDescription("Scan groups: tags of one group are read together.") @NotEmpty
        Map<String, PollGroup> groups) {
  public Plc4xOptions {
    groups = Map.copyOf(groups);
    if (timeout.toMillis() < 10 || timeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "timeout is " + timeout.toMillis() + " ms, allowed is 10 ms to 60 s");
    }
    Plc4xUrl.parse(url);
  }
}
