package io.sluice.connectors.modbus;

import io.sluice.connectors.StatusCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one unit behind an address does. Unreachable several times in a row, it is left alone for
 * growing times. Used on the connection's loop.
 */
final class UnitHealth {
  /** Lost answers in a row: one may be noise. */
  private static final int SILENCES = 2;

  /** Busy in a row: that is what the code is for. */
  private static final int BUSIES = 3;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final long longestWhenSilent;
  private Ill ill = Ill.NOT;
  private int streak;
  private boolean leftAlone;
  private long wait = FIRST.toNanos();
  private long retryAt;
  private @Nullable String how;

  /** What is wrong with it. */
  enum Ill {
    NOT,
    SILENT,
    OUT_OF_REACH,
    BUSY
  }

  /**
   * A unit that was never heard of, and so is well.
   *
   * @param timeout of one question: a silent unit may cost a tenth of the time
   */
  UnitHealth(Duration timeout) {
    this.longestWhenSilent = Math.max(LONGEST.toNanos(), 10 * timeout.toNanos());
  }

  void heard(Reply reply, long now) {
    Ill next = ill(reply);
    if (next == Ill.NOT) {
      recover();
      return;
    }
    streak = next == ill ? streak + 1 : 1;
    ill = next;
    how = reply instanceof Reply.Garbled garbled ? garbled.how() : null;
    if (leftAlone || streak >= (ill == Ill.BUSY ? BUSIES : SILENCES)) {
      leftAlone = true;
      retryAt = now + wait;
      long longest = ill == Ill.SILENT ? longestWhenSilent : LONGEST.toNanos();
      wait = Math.min(2 * wait, longest);
    }
  }

  /** What its tags are while it is left alone, or null where it is to be asked. */
  @Nullable StatusCode leftAlone() {
    if (!leftAlone) {
      return null;
    }
    return switch (ill) {
      case BUSY -> StatusCode.BAD_RESOURCE_UNAVAILABLE;
      case SILENT -> StatusCode.BAD_TIMEOUT;
      default -> StatusCode.BAD_NO_COMMUNICATION;
    };
  }

  /** Whether it is time to see if it is back. */
  boolean due(long now) {
    return leftAlone && now - retryAt >= 0;
  }

  boolean silent() {
    return leftAlone && ill == Ill.SILENT;
  }

  /** What is wrong, to stand after the unit's name. */
  String words() {
    String garbled = how;
    return switch (ill) {
      case SILENT -> garbled == null ? "does not answer" : "answers wrongly: " + garbled;
      case OUT_OF_REACH -> "is out of its gateway's reach (exception 0A or 0B)";
      case BUSY -> "is busy (exception 05 or 06)";
      case NOT -> "is well";
    };
  }

  private void recover() {
    ill = Ill.NOT;
    streak = 0;
    leftAlone = false;
    wait = FIRST.toNanos();
  }

  private static Ill ill(Reply reply) {
    if (reply instanceof Reply.Refusal refusal) {
      return switch (refusal.code()) {
        case 5, 6 -> Ill.BUSY;
        case 10, 11 -> Ill.OUT_OF_REACH;
        default -> Ill.NOT;
      };
    }
    return reply instanceof Reply.Data ? Ill.NOT : Ill.SILENT;
  }
}
