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
 * Options of a connection of kind {@code s7}.
 *
 * @param url {@code s7://host}, or {@code s7://host:port}
 * @param rack the CPU's rack
 * @param slot the CPU's slot in it
 * @param pdu longest message to ask for; the PLC may grant less
 * @param controller what the PLC is
 * @param timeout longest wait for the PLC to connect or to answer
 * @param groups scan groups by name
 */
@JsonClassDescription("A Siemens S7 PLC by ISO-on-TCP (PUT/GET), whose tags are polled in groups.")
public record S7Options(
    @JsonPropertyDescription("Where the PLC is, as `s7://10.0.4.12`; port 102 where none is named.")
        @NotBlank
        String url,
    @JsonPropertyDescription("Rack of the CPU.") @JsonProperty(defaultValue = "0") @Min(0) @Max(7)
        int rack,
    @JsonPropertyDescription("Slot of the CPU: 1 for S7-1200 and S7-1500, 2 for S7-300.")
        @JsonProperty(defaultValue = "1")
        @Min(0)
        @Max(31)
        int slot,
    @JsonPropertyDescription(
            "Longest message to ask for in bytes, as 240, 480 or 960; the PLC may grant less.")
        @JsonProperty(defaultValue = "960")
        @Min(112)
        @Max(960)
        int pdu,
    @JsonPropertyDescription("What the PLC is, so that it need not be asked when connecting.")
        @JsonProperty(defaultValue = "s7-1500")
        Controller controller,
    @JsonPropertyDescription("Longest wait for the PLC to connect or to answer.")
        @JsonProperty(defaultValue = "2 s")
        @DecimalMin("0.01")
        @DecimalMax("60")
        Duration timeout,
    @JsonPropertyDescription("Scan groups: tags of one group are read together.") @NotEmpty
        Map<String, PollGroup> groups) {
  private static final int ISO_ON_TCP = 102;

  /** Families of PLCs. */
  public enum Controller {
    @JsonPropertyDescription("S7-300.")
    S7_300,
    @JsonPropertyDescription("S7-400.")
    S7_400,
    @JsonPropertyDescription("S7-1200.")
    S7_1200,
    @JsonPropertyDescription("S7-1500.")
    S7_1500,
    @JsonPropertyDescription("LOGO!, whose messages are short.")
    LOGO,
    @JsonPropertyDescription("Unknown: the PLC is asked when connecting.")
    ANY
  }

  public S7Options {
    groups = Map.copyOf(groups);
    if (timeout.toMillis() < 10 || timeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "timeout is " + timeout.toMillis() + " ms, allowed is 10 ms to 60 s");
    }
    PeerUrl.parse(url, "s7", ISO_ON_TCP);
  }

  /** Where the PLC listens, not resolved. */
  InetSocketAddress peer() {
    return PeerUrl.parse(url, "s7", ISO_ON_TCP);
  }
}
