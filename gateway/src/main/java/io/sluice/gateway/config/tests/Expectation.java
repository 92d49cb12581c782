package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code then}; exactly one of its parts is there.
 *
 * @param alarm an alarm was raised
 * @param alarmCleared an alarm went back to normal
 * @param write a setpoint wrote, and only so
 * @param decision a setpoint decided so
 * @param summary a summary says so
 * @param delivered so many records arrived at the far end
 * @param kept a record with these fields arrived at the far end
 * @param value a tag showed this
 * @param noOther kinds of events of which there were none but those expected
 */
public record Expectation(
    @JsonPropertyDescription("An alarm is raised.") @Nullable Alarm alarm,
    @JsonPropertyDescription("An alarm goes back to normal.") @Nullable Cleared alarmCleared,
    @JsonPropertyDescription("A setpoint writes, and each value lies between the two.")
        @Nullable Write write,
    @JsonPropertyDescription("A setpoint decides so.") @Nullable Decided decision,
    @JsonPropertyDescription("A summary has these figures.") @Nullable Summarised summary,
    @JsonPropertyDescription("So many records arrive at the far end of a spool.")
        @Nullable Delivered delivered,
    @JsonProperty("record")
        @JsonPropertyDescription("A record with these fields arrives at the far end.")
        @Nullable Kept kept,
    @JsonPropertyDescription("A tag shows this value.") @Nullable Shown value,
    @JsonPropertyDescription("Nothing of this kind happens but what is expected above or below.")
        List<Happening> noOther) {
  /** Kinds of events that can be said not to happen. */
  public enum Happening {
    ALARM,
    WRITE,
    DECISION
  }

  /** What a setpoint can answer. */
  public enum Answer {
    WRITE,
    CLAMP,
    HOLD,
    REFUSE,
    SHADOW
  }

  /** What a figure of a summary must hold for. */
  public enum Which {
    EVERY,
    SOME
  }

  public Expectation {
    noOther = List.copyOf(noOther);
    long said =
        Stream.of(alarm, alarmCleared, write, decision, summary, delivered, kept, value)
                .filter(one -> one != null)
                .count()
            + (noOther.isEmpty() ? 0 : 1);
    if (said != 1) {
      throw new IllegalArgumentException(
          "an expectation says one thing; allowed is one of alarm, alarm-cleared, write, decision,"
              + " summary, delivered, record, value, no-other");
    }
  }

  /** The part that is there: one of this record's own, {@link Kept} or {@link Shown}. */
  public Record said() {
    return Stream.of(alarm, alarmCleared, write, decision, summary, delivered, kept, value)
        .filter(Objects::nonNull)
        .map(Record.class::cast)
        .findFirst()
        .orElseGet(() -> new NoOther(noOther));
  }

  /** Nothing of these kinds happens but what is expected. */
  public record NoOther(List<Happening> kinds) {
    public NoOther {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * An alarm is raised.
   *
   * @param because a tag that must be among the reasons
   */
  public record Alarm(
      @JsonPropertyDescription("The detector whose alarm it is.") String detector,
      @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
      @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
      @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after,
      @JsonPropertyDescription("A tag that must be among the reasons.") @Nullable String because)
      implements Timed {
    public Alarm {
      Bounds.window(within, before, after);
    }
  }

  /**
   * An alarm goes back to normal.
   *
   * @param detector whose, or null for that of the alarm expected last
   */
  public record Cleared(
      @JsonPropertyDescription("The detector; else that of the alarm expected last.")
          @Nullable String detector,
      @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
      @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
      @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after)
      implements Timed {
    public Cleared {
      Bounds.window(within, before, after);
    }
  }

  /**
   * A setpoint writes.
   *
   * @param between lowest and highest value written; or empty
   * @param count how many writes, or null for at least one
   */
  public record Write(
      @JsonPropertyDescription("The setpoint that writes.") String setpoint,
      @JsonPropertyDescription("Lowest and highest value that may be written.")
          List<Quantity> between,
      @JsonPropertyDescription("How many writes; else at least one.") @Nullable Integer count,
      @JsonProperty(defaultValue = "0")
          @JsonPropertyDescription("How many writes more or less are good as well.")
          int tolerance,
      @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
      @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
      @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after)
      implements Timed {
    public Write {
      between = Bounds.pair(between);
      Bounds.count(count, tolerance);
      Bounds.window(within, before, after);
    }
  }

  /**
   * A setpoint decides.
   *
   * @param kind what it answers
   * @param guard the guard that decides, or null for any
   * @param count how many, or null for at least one
   */
  public record Decided(
      @JsonPropertyDescription("The setpoint that decides.") String setpoint,
      @JsonPropertyDescription("What it answers.") Answer kind,
      @JsonPropertyDescription("The guard that decides, as interlock or max-step.")
          @Nullable String guard,
      @JsonPropertyDescription("How many; else at least one.") @Nullable Integer count,
      @JsonProperty(defaultValue = "0")
          @JsonPropertyDescription("How many more or less are good as well.")
          int tolerance,
      @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
      @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
      @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after)
      implements Timed {
    public Decided {
      Bounds.count(count, tolerance);
      Bounds.window(within, before, after);
    }
  }

  /**
   * The summaries of an asset say something about a tag.
   *
   * @param which whether every summary in the window must, or one
   */
  public record Summarised(
      @JsonPropertyDescription("The asset.") String asset,
      @JsonPropertyDescription("One of its tags.") String tag,
      @JsonPropertyDescription("Mean of a period, as 225 ± 3 l/min.") @Nullable Around mean,
      @JsonPropertyDescription("Lowest value of a period.") @Nullable Around min,
      @JsonPropertyDescription("Highest value of a period.") @Nullable Around max,
      @JsonPropertyDescription("Last value of a period.") @Nullable Around last,
      @JsonPropertyDescription("Rows of a period without a usable value.") @Nullable Around without,
      @JsonProperty(defaultValue = "every")
          @JsonPropertyDescription("Whether every summary of the time must say so, or some one.")
          Which which,
      @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
      @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
      @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after)
      implements Timed {
    public Summarised {
      Bounds.window(within, before, after);
      if (Stream.of(mean, min, max, last, without).noneMatch(one -> one != null)) {
        throw new IllegalArgumentException(
            "a summary is expected without a figure; allowed are mean, min, max, last, without");
      }
    }
  }

  /** Records of a spool arrive at the far end; at least one of the counts is there. */
  public record Delivered(
      @JsonPropertyDescription("The spool.") String spool,
      @JsonPropertyDescription("How many records of any kind.") @Nullable Integer records,
      @JsonPropertyDescription("How many summaries.") @Nullable Integer summaries,
      @JsonPropertyDescription("How many alarms that came or went.") @Nullable Integer alarms,
      @JsonPropertyDescription("How many decisions of setpoints.") @Nullable Integer decisions,
      @JsonPropertyDescription("How many declared gaps.") @Nullable Integer gaps,
      @JsonProperty(defaultValue = "0")
          @JsonPropertyDescription("How many more or less are good as well.")
          int tolerance,
      @JsonPropertyDescription("When, as 10 s after 60 s.") @Nullable TimeWindow within,
      @JsonPropertyDescription("Not later than this.") @Nullable Duration before,
      @JsonPropertyDescription("Not earlier than this.") @Nullable Duration after)
      implements Timed {
    public Delivered {
      Bounds.window(within, before, after);
      if (Stream.of(records, summaries, alarms, decisions, gaps).noneMatch(one -> one != null)) {
        throw new IllegalArgumentException(
            "nothing is counted; allowed are records, summaries, alarms, decisions, gaps");
      }
      Stream.of(records, summaries, alarms, decisions, gaps)
          .filter(one -> one != null)
          .forEach(one -> Bounds.count(one, tolerance));
    }
  }
}
