package io.sluice.connectors.opcua;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a connection of kind {@code opcua}.
 *
 * @param url {@code opc.tcp://host:port/path}
 * @param security security policy and mode, none where not given
 * @param user who the gateway is to the server, anonymous where not given
 * @param timeout longest wait for the server to connect or to answer
 * @param groups subscriptions by name
 */
@JsonClassDescription("An OPC UA server, whose tags are subscribed to.")
public record OpcUaOptions(
    @JsonPropertyDescription("Where the server is, as `opc.tcp://10.0.4.20:4840`.")
        @NotBlank
        @Pattern(regexp = "opc\\.tcp://.+", message = "a URL that begins with opc.tcp://")
        String url,
    @JsonPropertyDescription("Security policy and mode.") @Nullable Security security,
    @JsonPropertyDescription("Who the gateway is to the server; anonymous where not given.")
        @Nullable User user,
    @JsonPropertyDescription("Longest wait for the server to connect or to answer.")
        @JsonProperty(defaultValue = "4 s")
        @DecimalMin("0.01")
        @DecimalMax("60")
        Duration timeout,
    @JsonPropertyDescription("Subscriptions: tags of one group arrive together.") @NotEmpty
        Map<String, PublishGroup> groups) {
  /** What of the messages is protected. */
  public enum Mode {
    @JsonPropertyDescription("Nothing; goes with policy none.")
    NONE,
    @JsonPropertyDescription("Messages cannot be changed on the way; they can be read.")
    SIGN,
    @JsonPropertyDescription("Messages can neither be changed nor read on the way.")
    SIGN_AND_ENCRYPT
  }

  /** Security policies of OPC 10000-7 that are current, and none. */
  public enum Policy {
    @JsonPropertyDescription("No protection; for test plants and closed networks only.")
    NONE,
    @JsonPropertyDescription("RSA with SHA-256 and AES-256; the one that most servers offer.")
    @JsonProperty("Basic256Sha256")
    BASIC256SHA256,
    @JsonPropertyDescription("RSA-OAEP with SHA-256 and AES-128; for devices with little power.")
    @JsonProperty("Aes128_Sha256_RsaOaep")
    AES128_SHA256_RSAOAEP,
    @JsonPropertyDescription("RSA-PSS with SHA-256 and AES-256; the strongest here.")
    @JsonProperty("Aes256_Sha256_RsaPss")
    AES256_SHA256_RSAPSS
  }

  /**
   * Security of the channel.
   *
   * @param policy security policy
   * @param mode message security mode
   * @param trust file with the certificate of the server, or of its issuer, DER or PEM, or a
   *     directory of such with lists of revoked ones; given with every policy but none
   * @param own directory that keeps the connection's own certificate and key; where not given they
   *     are made at each start, and the server must trust them anew
   */
  public record Security(
      @JsonPropertyDescription("What protects the connection.") @JsonProperty(defaultValue = "none")
          Policy policy,
      @JsonPropertyDescription("How much of each message is protected.")
          @JsonProperty(defaultValue = "none")
          Mode mode,
      @JsonPropertyDescription(
              "File with the server's certificate, or that of its issuer, in DER or PEM, as"
                  + " `certs/server.der`, or a directory of such and of lists of revoked ones"
                  + " (`*.crl`), where refused ones are put into `rejected`; needed with every"
                  + " policy but none.")
          @Nullable String trust,
      @JsonPropertyDescription(
              "Directory that keeps the gateway's own certificate and key, as `certs/own`; without"
                  + " it the server must trust a new one after each start.")
          @Nullable String own) {
    /** Neither signed nor encrypted. */
    public static final Security NONE = new Security(Policy.NONE, Mode.NONE, null, null);

    public Security {
      if ((policy == Policy.NONE) != (mode == Mode.NONE)) {
        throw new IllegalArgumentException(
            "security policy "
                + policy
                + " with mode "
                + mode
                + ", allowed is none with none, or a policy with sign or sign-and-encrypt");
      }
      if (policy != Policy.NONE && (trust == null || trust.isBlank())) {
        throw new IllegalArgumentException(
            "security policy "
                + policy
                + " without trust: anybody could pose as the server; allowed is the file with its"
                + " certificate, as trust: certs/server.der");
      }
      if (policy == Policy.NONE && (trust != null || own != null)) {
        throw new IllegalArgumentException(
            "security has trust or own with policy none, which checks no certificate; allowed is a"
                + " policy, as Basic256Sha256, with mode SignAndEncrypt");
      }
    }
  }

  /**
   * A user of the server, known by a password or by a certificate.
   *
   * @param name user name
   * @param password password, usually {@code ${secret:NAME}}
   * @param certificate file with the user's certificate, DER or PEM
   * @param key file with its private key, PKCS#8 in DER or PEM
   */
  public record User(
      @JsonPropertyDescription("User name, as `gateway`; with a password.") @Nullable String name,
      @JsonPropertyDescription("Password, in a file of its own.") @Nullable String password,
      @JsonPropertyDescription(
              "File with the user's certificate in DER or PEM, as `certs/user.der`, in place of"
                  + " name and password.")
          @Nullable String certificate,
      @JsonPropertyDescription("File with its private key, PKCS#8 in DER or PEM.")
          @Nullable String key) {
    public User {
      boolean byName = name != null && !name.isBlank() && password != null;
      boolean byCertificate = certificate != null && key != null;
      if (byName == byCertificate || (byName && (certificate != null || key != null))) {
        throw new IllegalArgumentException(
            "user has "
                + given(name, password, certificate, key)
                + ", allowed is name with password, or certificate with key");
      }
    }

    /** Known by a password. */
    static User named(String name, String password) {
      return new User(name, password, null, null);
    }

    private static String given(
        @Nullable String name,
        @Nullable String password,
        @Nullable String certificate,
        @Nullable String key) {
      String all =
          (name == null || name.isBlank() ? "" : "name, ")
              + (password == null ? "" : "password, ")
              + (certificate == null ? "" : "certificate, ")
              + (key == null ? "" : "key, ");
      return all.isEmpty() ? "nothing" : all.substring(0, all.length() - 2);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "User[name=" + name + ", certificate=" + certificate + "]";
    }
  }

  /**
   * How outages are filled.
   *
   * @param after shortest outage that is worth asking for
   * @param atMost how far back is asked
   */
  public record BackFill(
      @JsonPropertyDescription("Shortest outage that is filled, as `5 s`.")
          @JsonProperty(defaultValue = "5 s")
          @DecimalMin("0")
          @DecimalMax("86400")
          Duration after,
      @JsonPropertyDescription("How far back an outage is filled, as `1 h`.")
          @JsonProperty(defaultValue = "1 h")
          @DecimalMin("1")
          @DecimalMax("604800")
          Duration atMost) {
    public BackFill {
      if (atMost.compareTo(after) < 0) {
        throw new IllegalArgumentException(
            "back-fill is after "
                + after
                + " and at-most "
                + atMost
                + ", which would fill nothing");
      }
    }
  }

  /**
   * One subscription.
   *
   * @param publishing time between two publish responses
   * @param sampling time between two samples of a tag at the server; the publishing interval where
   *     not given
   * @param queue samples the server keeps per tag between two publish responses
   * @param backFill how outages of the connection are filled from the server's history; not at all
   *     where not given
   * @param events node whose events are heard in place of values, null where values are
   */
  public record PublishGroup(
      @JsonPropertyDescription("Time between two publish responses, as `100 ms`.")
          @DecimalMin("0.01")
          @DecimalMax("86400")
          Duration publishing,
      @JsonPropertyDescription("Time between two samples of a tag at the server, as `50 ms`.")
          @DecimalMin("0")
          @DecimalMax("86400")
          @Nullable Duration sampling,
      @JsonPropertyDescription("Samples the server keeps per tag between two publish responses.")
          @JsonProperty(defaultValue = "10")
          @Min(1)
          @Max(10_000)
          int queue,
      @JsonPropertyDescription(
              "Fill outages of the connection from the server's history; not at all where not"
                  + " given.")
          @Nullable BackFill backFill,
      @JsonPropertyDescription(
              "Node whose events and alarms are heard in place of values, as `i=2253` for the whole"
                  + " server; a tag's address is then a field of the event, as `Severity`,"
                  + " `Message` or `ActiveState/Id`.")
          @Nullable String events) {
    /** One of values, whose outages are not filled. */
    public PublishGroup(Duration publishing, @Nullable Duration sampling, int queue) {
      this(publishing, sampling, queue, null, null);
    }

    public PublishGroup {
      if (publishing.toMillis() < 10 || publishing.toHours() > 24) {
        throw new IllegalArgumentException(
            "publishing is " + publishing.toMillis() + " ms, allowed is 10 ms to 24 h");
      }
      if (events != null) {
        NodeAddress.parse(events);
        if (sampling != null || backFill != null) {
          throw new IllegalArgumentException(
              "events of " + events + " with sampling or back-fill, allowed are those of values");
        }
      }
      if (sampling != null && (sampling.isNegative() || sampling.toHours() > 24)) {
        throw new IllegalArgumentException(
            "sampling is " + sampling.toMillis() + " ms, allowed is 0 ms to 24 h");
      }
    }

    /** The sampling interval to ask for, in milliseconds. */
    double samplingMillis() {
      return (sampling == null ? publishing : sampling).toNanos() / 1e6;
    }
  }

  public OpcUaOptions {
    groups = Map.copyOf(groups);
    if (timeout.toMillis() < 10 || timeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "timeout is " + timeout.toMillis() + " ms, allowed is 10 ms to 60 s");
    }
  }

  /** The security asked for; none where not given. */
  Security securityOrNone() {
    return security == null ? Security.NONE : security;
  }
}
