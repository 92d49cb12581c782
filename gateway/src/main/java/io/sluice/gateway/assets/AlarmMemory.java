package io.sluice.gateway.assets;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.analytics.alarms.AlarmLife;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.LifeState;
import io.sluice.analytics.alarms.Service;
import io.sluice.analytics.alarms.Shelving;
import io.sluice.analytics.alarms.Stand;
import io.sluice.analytics.alarms.SuppressCause;
import io.sluice.analytics.alarms.Suppression;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an alarm over a restart, as JSON. Times are wall-clock, as ISO 8601.
 *
 * @param detector whose alarm
 * @param asset on what
 * @param priority as configured
 * @param plan how it was judged: another plan has no claim on the same process condition
 * @param stand process condition and acknowledgement
 * @param shelving put aside
 * @param service taken out
 * @param shelvedUntil when it leaves the shelf, or null
 * @param raised when it was raised, or null
 * @param score when it was raised
 * @param acknowledgedScore the score when it was acknowledged
 * @param deeds what persons have done that still holds, by the action's word
 * @param because the tags that contributed most when it was raised
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AlarmMemory(
    String detector,
    String asset,
    String priority,
    String plan,
    Stand stand,
    Shelving shelving,
    Service service,
    @Nullable String shelvedUntil,
    @Nullable String raised,
    double score,
    double acknowledgedScore,
    Map<String, Done> deeds,
    JsonNode because) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An acknowledgement longer ago than this is taken for one of just that age. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * A person's deed that still holds.
   *
   * @param time when, ISO 8601
   * @param why may be empty
   */
  record Done(String person, String time, String why) {}

  AlarmMemory {
    deeds = new TreeMap<>(deeds);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of texts is JSON", impossible);
    }
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static AlarmMemory parse(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      for (RecordComponent component : AlarmMemory.class.getRecordComponents()) {
        String name = component.getName();
        boolean may = name.equals("shelvedUntil") || name.equals("raised");
        if (!may && !read.hasNonNull(name)) {
          throw new IllegalArgumentException("it has no " + name);
        }
      }
      AlarmMemory memory = JSON.treeToValue(read, AlarmMemory.class);
      time(memory.shelvedUntil);
      time(memory.raised);
      memory.deeds.values().forEach(done -> time(done.time()));
      return memory;
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(damaged.getOriginalMessage(), damaged);
    } catch (DateTimeException damaged) {
      throw new IllegalArgumentException(damaged.getMessage(), damaged);
    }
  }

  /** The alarm's life, its wall-clock times made monotonic ones; a clock that jumped is bounded. */
  AlarmLife life(Instant wall, long nanos, AlarmOptions options) {
    boolean suppressed = deeds.containsKey(AlarmDeed.Action.SUPPRESS.word());
    Instant until = time(shelvedUntil);
    Duration left = until == null ? Duration.ZERO : Duration.between(wall, until);
    Done acknowledged = deeds.get(AlarmDeed.Action.ACKNOWLEDGE.word());
    Instant at = acknowledged == null ? null : time(acknowledged.time());
    Duration ago = at == null ? Duration.ZERO : Duration.between(at, wall);
    return new AlarmLife(
        new LifeState(
            stand,
            shelving,
            suppressed ? Suppression.SUPPRESSED : Suppression.UNSUPPRESSED,
            service),
        suppressed ? Set.of(SuppressCause.PERSON) : Set.of(),
        nanos + within(left, options.shelveLimit()).toNanos(),
        nanos - within(ago, LONGEST).toNanos(),
        acknowledgedScore);
  }

  private static Duration within(Duration time, Duration most) {
    if (time.isNegative()) {
      return Duration.ZERO;
    }
    return time.compareTo(most) > 0 ? most : time;
  }

  static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  static @Nullable Instant time(@Nullable String written) {
    return written == null ? null : Instant.parse(written);
  }
}
