package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How plant time passes.
 *
 * @param runs how long the gateway runs, at most 30 days
 * @param events what is done to it meanwhile
 */
public record When(
    @JsonPropertyDescription("How much plant time passes.") @Positive Duration runs,
    @JsonPropertyDescription("What is done meanwhile, each with a time.") List<Event> events) {
  private static final Duration LONGEST = Duration.ofDays(30);

  public When {
    events = List.copyOf(events);
    if (runs.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("runs is " + runs.toDays() + " d; allowed is up to 30 d");
    }
    for (Event event : events) {
      if (event.at().compareTo(runs) >= 0) {
        throw new IllegalArgumentException(
            "an event is at "
                + event.at().toMillis() / 1000.0
                + " s, which is not before the end of the test");
      }
    }
  }

  /** What an event does. */
  public enum Action {
    STOP,
    START,
    UPLINK_OFF,
    UPLINK_ON,
    HOLD,
    RELEASE,
    RESTART
  }

  /** What can be started again. */
  public enum Restartable {
    GATEWAY
  }

  /**
   * Something that is done at a time; exactly one.
   *
   * @param at when
   * @param stop a connection whose device stops answering
   * @param start a connection whose device answers again
   * @param uplinkOff an uplink whose far end goes away
   * @param uplinkOn an uplink whose far end comes back
   * @param hold a setpoint that a person holds
   * @param release a setpoint that a person releases
   * @param restart what is stopped and started again
   */
  public record Event(
      @JsonPropertyDescription("When it happens.") Duration at,
      @JsonPropertyDescription("The connection whose device stops answering.")
          @Nullable String stop,
      @JsonPropertyDescription("The connection whose device answers again.") @Nullable String start,
      @JsonPropertyDescription("The uplink whose far end goes away.") @Nullable String uplinkOff,
      @JsonPropertyDescription("The uplink whose far end comes back.") @Nullable String uplinkOn,
      @JsonPropertyDescription("The setpoint that the person \"test\" holds.")
          @Nullable String hold,
      @JsonPropertyDescription("The setpoint that the person \"test\" releases.")
          @Nullable String release,
      @JsonPropertyDescription("What is stopped in good order and started again.")
          @Nullable Restartable restart) {
    public Event {
      if (said(stop, start, uplinkOff, uplinkOn, hold, release, restart).count() != 1) {
        throw new IllegalArgumentException(
            "an event does one thing; allowed is one of stop, start, uplink-off, uplink-on, hold,"
                + " release, restart");
      }
    }

    /** What is done. */
    public Action action() {
      if (stop != null || start != null) {
        return stop != null ? Action.STOP : Action.START;
      }
      if (uplinkOff != null || uplinkOn != null) {
        return uplinkOff != null ? Action.UPLINK_OFF : Action.UPLINK_ON;
      }
      if (hold != null || release != null) {
        return hold != null ? Action.HOLD : Action.RELEASE;
      }
      return Action.RESTART;
    }

    /** To what: a connection, an uplink, a setpoint, or the gateway. */
    public String name() {
      return said(stop, start, uplinkOff, uplinkOn, hold, release, restart)
          .map(Object::toString)
          .findFirst()
          .orElseThrow();
    }

    private static Stream<Object> said(@Nullable Object... all) {
      return Arrays.stream(all).filter(Objects::nonNull).map(Object.class::cast);
    }
  }
}
