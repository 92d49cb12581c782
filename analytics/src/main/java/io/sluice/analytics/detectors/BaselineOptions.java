package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code baseline}.
 *
 * @param refit how often it learns anew from the rows since, or null for once a day; rows that do
 *     not cover two days refit 32 times over the length of training
 * @param accept how long an alarm stands until what raised it counts as the new normal, or null for
 *     one day or a tenth of training, whichever is shorter
 */
@JsonClassDescription(
    "Learns each tag's usual course over the day and the week and keeps learning; for slow signals.")
public record BaselineOptions(
    @JsonPropertyDescription(
            "How often it learns anew from live rows, as `1 d`; daily where it is not given.")
        @Nullable Duration refit,
    @JsonPropertyDescription(
            "How long an alarm stands until its cause counts as the new normal, as `2 d`; one day"
                + " where it is not given.")
        @Nullable Duration accept) {
  private static final Duration MOST = Duration.ofDays(366);

  public BaselineOptions {
    within("refit", refit);
    within("accept", accept);
  }

  private static void within(String name, @Nullable Duration value) {
    if (value != null && (value.isNegative() || value.isZero() || value.compareTo(MOST) > 0)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", must be above 0 s, up to 366 d");
    }
  }
}
