package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tag showed in the newest scan at a time.
 *
 * @param at when
 * @param between lowest and highest value, or empty
 * @param is a value with its tolerance, or null
 * @param status its status code, or null
 */
public record Shown(
    @JsonPropertyDescription("The tag.") String tag,
    @JsonPropertyDescription("When.") Duration at,
    @JsonPropertyDescription("Lowest and highest value.") List<Quantity> between,
    @JsonPropertyDescription("The value with its tolerance, as 1600 ± 5 rpm.") @Nullable Around is,
    @JsonPropertyDescription("Its status code, as Bad_NotConnected.") @Nullable String status) {
  public Shown {
    between = Bounds.pair(between);
    long said =
        Stream.of(is, status).filter(one -> one != null).count() + (between.isEmpty() ? 0 : 1);
    if (said != 1) {
      throw new IllegalArgumentException(
          "a value is expected in one way; allowed is one of between, is, status");
    }
  }
}
