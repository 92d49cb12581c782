package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What routes may use of Camel itself: a few components that only join routes, wait or print. */
final class CamelSchemes {
  private CamelSchemes() {}

  static List<Scheme> builtIn() {
    return List.of(
        new Scheme("direct", null, Direct.class, Direct.class),
        new Scheme("seda", null, Seda.class, Seda.class),
        new Scheme("timer", null, Timer.class, null),
        new Scheme("log", null, null, Log.class));
  }

  /** Joins two routes without a queue. */
  @JsonClassDescription("Joins two routes at once, without a queue.")
  record Direct() {}

  /** A queue between two routes; Camel's own default is unbounded waiting for none. */
  @JsonClassDescription("A bounded queue between two routes.")
  record Seda(
      @JsonPropertyDescription("Most exchanges that wait.") @Min(1) @Max(10_000)
          @Nullable Integer size) {}

  /** Makes an exchange at intervals. */
  @JsonClassDescription("Makes an exchange at intervals.")
  record Timer(
      @JsonPropertyDescription("Milliseconds between exchanges.")
          @JsonProperty(defaultValue = "1000")
          @Min(100)
          @Max(86_400_000)
          int period,
      @JsonPropertyDescription("Milliseconds before the first.") @Min(0) @Max(86_400_000)
          @Nullable Integer delay,
      @JsonPropertyDescription("Exchanges in all; 0 is without end.")
          @JsonProperty("repeatCount")
          @Min(0)
          @Nullable Integer repeatCount) {}

  /** Prints each exchange. */
  @JsonClassDescription("Prints each exchange to the log.")
  record Log(
      @JsonPropertyDescription("How important.") @JsonProperty(defaultValue = "info") Level level,
      @JsonPropertyDescription("Print a summary of so many exchanges.")
          @JsonProperty("groupSize")
          @Min(1)
          @Nullable Integer groupSize) {}

  /** Log levels in Camel's spelling. */
  enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
