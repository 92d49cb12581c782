package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that arrives at the far end of an uplink.
 *
 * @param stream its stream
 * @param kind summary, alarm, decision or gap, or null for any
 * @param fields fields of its body: words as they are, numbers as {@link Around}; a dot goes into a
 *     part
 * @param count how many, or null for at least one
 */
public record Kept(
    @JsonPropertyDescription("Its stream, as pump-1/alarms.") String stream,
    @JsonPropertyDescription("summary, alarm, decision or gap; else any.") @Nullable String kind,
    @JsonPropertyDescription(
            "Fields of its body with what they hold, as change: raised or score: 2 ± 1.")
        @NotEmpty
        Map<String, String> fields,
    @JsonPropertyDescription("How many; else at least one.") @Nullable Integer count,
    @JsonProperty(defaultValue = "0")
        @JsonPropertyDescription("How many more or less are good as well.")
        int tolerance,
    @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
    @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
    @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after)
    implements Timed {
  public Kept {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    Bounds.count(count, tolerance);
    Bounds.window(within, before, after);
  }
}
