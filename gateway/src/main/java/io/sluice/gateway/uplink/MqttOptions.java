package io.sluice.gateway.uplink;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Options of {@code kind: mqtt}: MQTT 5 to any broker. */
@JsonClassDescription("MQTT 5 to any broker.")
public record MqttOptions(
    @JsonPropertyDescription(
            "The broker, as `mqtts://broker.example:8883` with TLS or mqtt://host:port without.")
        @Pattern(regexp = MqttOptions.URL, message = "a URL, mqtt://host:port or mqtts://host:port")
        String url,
    @JsonPropertyDescription("Topic under which each stream has its own, as `acme/skid-1`.")
        @NotBlank
        @Pattern(
            regexp = "[^+#]*[^+#/]",
            message = "a topic without + and #, not ending in a slash")
        String topic,
    @JsonProperty(defaultValue = "1")
        @JsonPropertyDescription(
            "MQTT quality of service; 1 is acknowledged by the broker, and the only one that loses"
                + " nothing.")
        @Min(1)
        @Max(1)
        int qos,
    @JsonPropertyDescription("Certificates for mqtts; without it the machine's own trust.") @Valid
        @Nullable Tls tls,
    @JsonPropertyDescription("User name and password for the broker.") @Valid @Nullable User user,
    @JsonPropertyDescription("Client id at the broker, as `skid-1`; without it the gateway's id.")
        @Nullable String clientId,
    @JsonProperty(defaultValue = "10 s")
        @JsonPropertyDescription("Longest wait for a connection, and for the next acknowledgement.")
        @DecimalMin("0.01")
        Duration timeout,
    @JsonProperty(defaultValue = "30 s")
        @JsonPropertyDescription(
            "A silent connection is taken for dead after one and a half times this.")
        @Min(1)
        @Max(65535)
        Duration keepAlive,
    @JsonProperty(defaultValue = "100")
        @JsonPropertyDescription("Messages on the wire that wait for their acknowledgement.")
        @Min(1)
        @Max(65535)
        int maxInFlight,
    @JsonProperty(defaultValue = "{}")
        @JsonPropertyDescription("How fast a lost connection is tried again.")
        @Valid
        Retry retry) {

  static final String URL =
      "(mqtts?)://(?:([^\\s/:@\\[\\]]+)|\\[([0-9A-Fa-f:.]+)])(?::(\\d{1,5}))?/?";

  public MqttOptions {
    if (!java.util.regex.Pattern.matches(URL, url)) {
      throw new IllegalArgumentException(
          "url is '" + url + "', must be mqtt://host:port or mqtts://host:port");
    }
    if (tls != null && !url.startsWith("mqtts:")) {
      throw new IllegalArgumentException("tls is given, so url must begin with mqtts://: " + url);
    }
    if (timeout.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException("timeout is " + timeout + ", must be 10 ms or more");
    }
    if (keepAlive.toSeconds() < 1 || keepAlive.toSeconds() > 65535) {
      throw new IllegalArgumentException("keep-alive is " + keepAlive + ", must be 1 s to 18 h");
    }
  }

  /**
   * Who the broker must be, and who we are.
   *
   * @param ca PEM file of the authorities to trust
   * @param certificate PEM file of our certificate chain, with {@code key}
   * @param key PEM file of our private key, PKCS#8
   */
  public record Tls(
      @JsonPropertyDescription(
              "PEM file of the authorities that the broker's certificate must come from, as"
                  + " `certs/ca.pem`.")
          @Nullable String ca,
      @JsonPropertyDescription(
              "PEM file of the gateway's own certificate chain, as `certs/gateway.pem`.")
          @Nullable String certificate,
      @JsonPropertyDescription(
              "PEM file of the gateway's own private key, PKCS#8, as `certs/gateway.key`.")
          @Nullable String key) {
    public Tls {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "tls has " + (key == null ? "certificate" : "key") + " alone; give both or neither");
      }
    }
  }

  /** Who the gateway is at the broker. */
  public record User(
      @JsonPropertyDescription("User name, as `gateway`.") @NotBlank String name,
      @JsonPropertyDescription("Password, in a file of its own.") String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "User[" + name + "]";
    }
  }

  /** Waits between tries: doubled each time from first to most, each shortened at random. */
  public record Retry(
      @JsonProperty(defaultValue = "500 ms")
          @JsonPropertyDescription("Wait before the first new try.")
          Duration first,
      @JsonProperty(defaultValue = "30 s") @JsonPropertyDescription("Longest wait between tries.")
          Duration most) {
    public Retry {
      if (first.isNegative() || first.isZero() || first.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "retry is from " + first + " to " + most + ", must rise from above 0");
      }
    }
  }
}
