package io.sluice.gateway.assets;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to an alarm.
 *
 * @param action what
 * @param person who, for the record
 * @param why needed for whatever hides an alarm; may be empty otherwise
 * @param time how long to shelve; null shelves until the alarm clears
 */
public record AlarmDeed(Action action, String person, String why, @Nullable Duration time) {
  private static final int LONGEST = 500;

  /** What a person may do. */
  public enum Action {
    ACKNOWLEDGE("acknowledged"),
    SHELVE("shelved"),
    UNSHELVE("unshelved"),
    SUPPRESS("suppressed"),
    UNSUPPRESS("unsuppressed"),
    OUT_OF_SERVICE("out-of-service"),
    IN_SERVICE("in-service");

    private final String change;

    Action(String change) {
      this.change = change;
    }

    /** As it is written after {@code sluice alarms}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the alarm has been when it is done. */
    String change() {
      return change;
    }

    boolean hides() {
      return this == SHELVE || this == SUPPRESS || this == OUT_OF_SERVICE;
    }

    /** The action of this word; empty where there is none. */
    public static Optional<Action> of(String word) {
      for (Action action : values()) {
        if (action.word().equals(word)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }
  }

  public AlarmDeed {
    if (action.hides() && why.isBlank()) {
      throw new IllegalArgumentException("say why; it is kept with the alarm");
    }
    if (why.length() > LONGEST || why.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "why has " + why.length() + " characters; allowed is one line of at most " + LONGEST);
    }
    if (time != null && action != Action.SHELVE) {
      throw new IllegalArgumentException("only shelve has a time, not " + action.word());
    }
  }
}
