package io.sluice.connectors.modbus;

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
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a connection of kind {@code modbus}.
 *
 * @param url {@code tcp://}, {@code rtu-over-tcp://} or {@code tls://} with host and port, or
 *     {@code serial://} with a device
 * @param timeout longest wait to connect or for an answer
 * @param unit unit of addresses that name none
 * @param wordOrder of addresses that name none
 * @param serial of a serial line
 * @param tls of a {@code tls://} URL
 * @param quirks what the device cannot do, or can do better
 * @param groups scan groups by name
 */
@JsonClassDescription("A Modbus device, or a gateway to several, whose tags are polled in groups.")
public record ModbusOptions(
    @JsonPropertyDescription(
            "Where the device is, as `tcp://10.0.4.12:502`, `rtu-over-tcp://10.0.4.12:4001`,"
                + " `tls://10.0.4.12:802` or `serial:///dev/ttyUSB0`.")
        @NotBlank
        String url,
    @JsonPropertyDescription("Longest wait for the device to connect or to answer.")
        @JsonProperty(defaultValue = "1 s")
        @DecimalMin("0.01")
        @DecimalMax("60")
        Duration timeout,
    @JsonPropertyDescription("Unit, or slave, of addresses that name none.")
        @JsonProperty(defaultValue = "1")
        @Min(0)
        @Max(255)
        int unit,
    @JsonPropertyDescription("Order of words and bytes of addresses that name none.")
        @JsonProperty(defaultValue = "ABCD")
        WordOrder wordOrder,
    @JsonPropertyDescription("Speed and framing of a serial line.") @Nullable Serial serial,
    @JsonPropertyDescription("Certificates of a `tls://` URL.") @Nullable Tls tls,
    @JsonPropertyDescription("What the device cannot do, or can do better than most.")
        @Nullable Quirks quirks,
    @JsonPropertyDescription("Scan groups: tags of one group are read together.") @NotEmpty
        Map<String, PollGroup> groups) {
  /** Parity bit of a serial line. */
  public enum Parity {
    @JsonPropertyDescription("No parity bit; the standard then wants 2 stop bits.")
    NONE,
    @JsonPropertyDescription("Even parity: what the standard says.")
    EVEN,
    @JsonPropertyDescription("Odd parity.")
    ODD
  }

  /**
   * A serial line.
   *
   * @param baud bits a second
   */
  public record Serial(
      @JsonPropertyDescription("Bits a second, as `19200`.")
          @JsonProperty(defaultValue = "19200")
          @Min(300)
          @Max(4_000_000)
          int baud,
      @JsonPropertyDescription("Parity bit.") @JsonProperty(defaultValue = "even") Parity parity,
      @JsonPropertyDescription("Data bits.") @JsonProperty(defaultValue = "8") @Min(7) @Max(8)
          int dataBits,
      @JsonPropertyDescription("Stop bits.") @JsonProperty(defaultValue = "1") @Min(1) @Max(2)
          int stopBits) {
    /** As the standard says (Modbus over Serial Line V1.02, 2.5.1). */
    public static final Serial STANDARD = new Serial(19_200, Parity.EVEN, 8, 1);
  }

  /** Whether the device's certificate must name the host of the URL. */
  public enum HostName {
    @JsonPropertyDescription("The certificate must name the host of the URL.")
    CHECKED,
    @JsonPropertyDescription(
        "Any host name: for devices whose certificate names none; the issuer is still checked.")
    ANY
  }

  /**
   * Certificates.
   *
   * @param ca who signs the device's certificate
   * @param certificate the gateway's own, null where the device asks for none
   * @param key of the gateway's own certificate
   * @param host whether the host name is checked
   */
  public record Tls(
      @JsonPropertyDescription(
              "File with the certificate of the device, or of its issuer, in PEM, as `certs/ca.pem`.")
          @NotBlank
          String ca,
      @JsonPropertyDescription("File with the gateway's own certificate, in PEM.")
          @Nullable String certificate,
      @JsonPropertyDescription("File with the key of that certificate, PKCS#8 in PEM.")
          @Nullable String key,
      @JsonPropertyDescription("Whether the device's certificate must name the host of the URL.")
          @JsonProperty(defaultValue = "checked")
          HostName host) {
    public Tls {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "tls has "
                + (key == null ? "certificate without key" : "key without certificate")
                + ", allowed are both or none");
      }
    }
  }

  /** What is asked for in one request. */
  public enum Grouping {
    @JsonPropertyDescription("Neighbours are read together, across gaps up to `gap`.")
    MERGED,
    @JsonPropertyDescription("Each tag is read by a request of its own.")
    ONE_TAG_PER_REQUEST
  }

  /**
   * What the device bears.
   *
   * @param requestsInFlight requests sent before the first is answered
   * @param maxRegisters registers in one request
   * @param maxBits coils or discrete inputs in one request
   * @param gap registers nobody wants that a request may span, null for what the line bears
   * @param pause rest between an answer and the next request
   * @param grouping whether neighbours are read together
   */
  public record Quirks(
      @JsonPropertyDescription(
              "Requests sent before the first is answered; many devices allow one, good ones 4 to"
                  + " 16. Always 1 for RTU.")
          @JsonProperty(defaultValue = "1")
          @Min(1)
          @Max(64)
          int requestsInFlight,
      @JsonPropertyDescription("Most registers in one request.")
          @JsonProperty(defaultValue = "125")
          @Min(1)
          @Max(125)
          int maxRegisters,
      @JsonPropertyDescription("Most coils or discrete inputs in one request.")
          @JsonProperty(defaultValue = "2000")
          @Min(1)
          @Max(2000)
          int maxBits,
      @JsonPropertyDescription(
              "Registers nobody wants that a request may span, because they cost less than a"
                  + " request more; 0 for devices that refuse such reads. Without it 124 over TCP and"
                  + " TLS, and 16 where frames are RTU. Bits: eight times as many.")
          @Min(0)
          @Max(124)
          @Nullable Integer gap,
      @JsonPropertyDescription("Rest between an answer and the next request, as `20 ms`.")
          @JsonProperty(defaultValue = "0 ms")
          @DecimalMin("0")
          @DecimalMax("10")
          Duration pause,
      @JsonPropertyDescription("Whether neighbours are read together.")
          @JsonProperty(defaultValue = "merged")
          Grouping grouping) {
    /** A device that does what the standard asks and no more. */
    public static final Quirks NONE =
        new Quirks(1, 125, 2000, null, Duration.ZERO, Grouping.MERGED);
  }

  /** A register costs 2 bytes, a request a round trip: on a slow line that is worth 16. */
  private static final int RTU_GAP = 16;

  private static final int TCP_GAP = 124;

  public ModbusOptions {
    groups = Map.copyOf(groups);
    if (timeout.toMillis() < 10 || timeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "timeout is " + timeout.toMillis() + " ms, allowed is 10 ms to 60 s");
    }
    ModbusUrl.Transport transport = ModbusUrl.parse(url).transport();
    if (transport == ModbusUrl.Transport.TLS && tls == null) {
      throw new IllegalArgumentException(
          "url is \""
              + url
              + "\" without tls: anybody could pose as the device; allowed is the file"
              + " with its issuer's certificate, as tls: {ca: certs/ca.pem}");
    }
    if (transport != ModbusUrl.Transport.TLS && tls != null) {
      throw new IllegalArgumentException(
          "tls is given and url is \"" + url + "\", which uses none; allowed is tls://host:802");
    }
    if (transport != ModbusUrl.Transport.SERIAL && serial != null) {
      throw new IllegalArgumentException(
          "serial is given and url is \"" + url + "\"; allowed is serial:///dev/ttyUSB0");
    }
    if (transport.rtu() && quirks != null && quirks.requestsInFlight() > 1) {
      throw new IllegalArgumentException(
          "requests-in-flight is "
              + quirks.requestsInFlight()
              + ", RTU frames carry no number: allowed is 1");
    }
  }

  ModbusUrl where() {
    return ModbusUrl.parse(url);
  }

  /** Registers nobody wants that a request may span. */
  int gap() {
    Integer asked = quirksOrNone().gap();
    return asked != null ? asked : where().transport().rtu() ? RTU_GAP : TCP_GAP;
  }

  Quirks quirksOrNone() {
    return quirks == null ? Quirks.NONE : quirks;
  }

  Serial serialOrStandard() {
    return serial == null ? Serial.STANDARD : serial;
  }
}
