package io.sluice.connectors.plc4x;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.plan.PollGroup;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * Options of a connection of kind {@code logix}.
 *
 * @param url {@code logix://host}, or {@code logix://host:port}
 * @param slot the controller's slot in the chassis behind the port
 * @param timeout longest wait for the PLC to connect or to answer
 * @param groups scan groups by name
 */
@JsonClassDescription(
    "A Rockwell ControlLogix or CompactLogix controller by EtherNet/IP, whose tags are polled in"
        + " groups.")
public record LogixOptions(
    @JsonPropertyDescription(
            "Where the controller is, as `logix://10.0.4.12`; port 44818 where none is named.")
        @NotBlank
        String url,
    @JsonPropertyDescription("Slot of the controller in its chassis; 0 for a CompactLogix.")
        @JsonProperty(defaultValue = "0")
        @Min(0)
        @Max(31)
        int slot,
    @JsonPropertyDescription("Longest wait for the controller to connect or to answer.")
        @JsonProperty(defaultValue = "2 s")
        @DecimalMin("0.01")
        @DecimalMax("60")
        Duration timeout,
    @JsonPropertyDescription("Scan groups: tags of one group are read together.") @NotEmpty
        Map<String, PollGroup> groups) {
  private static final int ETHERNET_IP = 44_818;

  public LogixOptions {
    groups = Map.copyOf(groups);
    if (timeout.toMillis() < 10 || timeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "timeout is " + timeout.toMillis() + " ms, allowed is 10 ms to 60 s");
    }
    if (slot < 0 || slot > 31) {
      throw new IllegalArgumentException("slot is " + slot + ", allowed is 0 to 31");
    }
    PeerUrl.parse(url, "logix", ETHERNET_IP);
  }

  /** Where the controller listens, not resolved. */
  InetSocketAddress peer() {
    return PeerUrl.parse(url, "logix", ETHERNET_IP);
  }
}
