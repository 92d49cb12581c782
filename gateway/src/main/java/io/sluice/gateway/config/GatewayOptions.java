package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.analytics.alarms.AlarmRules;
import io.sluice.gateway.recorder.RecorderOptions;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/**
 * {@code gateway.yaml}: what there is once in a gateway.
 *
 * @param gateway who it is
 * @param data directory for spool, models, audit and recordings; relative to the directory that
 *     Sluice is started in
 * @param http its own pages and API
 * @param routes what route files may use beyond Sluice's own components
 * @param reload when saved files take effect
 * @param recorder the last hours of every scan
 * @param alarms what all alarms have in common
 */
@JsonClassDescription("Who this gateway is, where it keeps its data and what it serves.")
public record GatewayOptions(
    @JsonPropertyDescription("Who this gateway is.") Identity gateway,
    @JsonPropertyDescription("Directory for spool, models, audit and recordings.")
        @JsonProperty(defaultValue = "data")
        @NotBlank
        String data,
    @JsonPropertyDescription("Its own pages and API.") Http http,
    @JsonPropertyDescription("What route files may use beyond Sluice's own components.")
        RouteRules routes,
    @JsonPropertyDescription("When saved files take effect.") Reload reload,
    @JsonPropertyDescription("The last hours of every scan, on disk.") RecorderOptions recorder,
    @JsonPropertyDescription("What all alarms have in common.") AlarmRules alarms) {

  /** The same without a flight recorder: virtual runs have nothing to remember. */
  public GatewayOptions withoutRecorder() {
    return new GatewayOptions(gateway, data, http, routes, reload, recorder.off(), alarms);
  }

  /**
   * Who a gateway is.
   *
   * @param id unique among the gateways that send to the same place
   * @param path equipment path of what it serves: enterprise/site/area (ISA-95); may be empty
   */
  public record Identity(
      @JsonPropertyDescription("Name of this gateway, unique where its data goes, as `skid-1`.")
          @JsonProperty(defaultValue = "sluice")
          @Pattern(
              regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
              message = "1 to 64 letters, digits, dots, dashes or underscores")
          String id,
      @JsonPropertyDescription(
              "Equipment path (ISA-95) of what it serves, as `acme/north/utilities`.")
          @JsonProperty(defaultValue = "site")
          @Pattern(
              regexp = "[^/\\s+#]+(/[^/\\s+#]+)*",
              message = "names joined by single slashes, without blanks, + and #")
          String path) {}

  /**
   * Where pages and API are served.
   *
   * @param listen address and port; loopback unless somebody decides otherwise
   */
  public record Http(
      @JsonPropertyDescription("Address and port of pages and API, as `127.0.0.1:8080`.")
          @JsonProperty(defaultValue = "127.0.0.1:8080")
          ListenAddress listen) {}

  /**
   * What the route guard lets through beyond its own list.
   *
   * @param allow names of further Camel components; those that run code are refused
   */
  public record RouteRules(
      @JsonPropertyDescription(
              "Further Camel components by name, as `kafka`; never those that run code.")
          List<String> allow) {}

  /**
   * When saved files take effect.
   *
   * @param mode by themselves, or when somebody says so
   */
  public record Reload(
      @JsonPropertyDescription("Whether saved files take effect by themselves or wait for apply.")
          @JsonProperty(defaultValue = "on-save")
          ReloadMode mode) {}

  /** When saved files take effect. */
  public enum ReloadMode {
    /** As soon as they are saved and good. */
    ON_SAVE,
    /** At {@code sluice apply} only; a restart does not take them either. */
    ON_APPLY
  }
}
