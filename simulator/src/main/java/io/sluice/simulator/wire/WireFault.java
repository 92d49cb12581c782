package io.sluice.simulator.wire;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Something wrong with a cable in one direction. Several may be at work at once; they hit each
 * message in the order in which they began. A message is what the proxy's {@link Framing} says.
 */
public sealed interface WireFault {
  /** Each message comes later by this, in order; 0 to 10 min. */
  record Delay(Duration by) implements WireFault {
    public Delay {
      if (by.isNegative() || by.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new IllegalArgumentException("delay is " + by + ", allowed 0 to 10 min");
      }
    }
  }

  /** So many bytes a second, evenly: 1 is a byte a second. */
  record Throttle(int bytesPerSecond) implements WireFault {
    public Throttle {
      atLeastOne("bytes a second", bytesPerSecond);
    }
  }

  /** The next so many messages are lost, on whatever connection; TCP stays. */
  record Swallow(int messages) implements WireFault {
    public Swallow {
      atLeastOne("messages", messages);
    }

    /** Nothing gets through. */
    public static Swallow all() {
      return new Swallow(Integer.MAX_VALUE);
    }
  }

  /** Each connection is reset after so many more bytes in this direction. */
  record Reset(int afterBytes) implements WireFault {
    public Reset {
      if (afterBytes < 0) {
        throw new IllegalArgumentException("after " + afterBytes + " bytes, allowed 0 or more");
      }
    }
  }

  /**
   * The server is gone and no FIN has told: connections stay and answer nothing, new ones are
   * accepted. Counts for both directions. Once it is over, who still talks on such a connection is
   * reset, as by a machine that has restarted.
   */
  record HalfOpen() implements WireFault {}

  /** Of each message only the first bytes come. */
  record Truncate(int keep) implements WireFault {
    public Truncate {
      atLeastOne("bytes kept", keep);
    }
  }

  /** Each byte has one of its bits flipped with this probability, 0 to 1. */
  record Corrupt(double share) implements WireFault {
    public Corrupt {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share is " + share + ", allowed 0 to 1");
      }
    }
  }

  /**
   * Every so-manieth message comes after its successor, or after {@code most} where none follows.
   */
  record HoldBack(int every, Duration most) implements WireFault {
    public HoldBack {
      atLeastOne("every", every);
    }
  }

  /** Each message comes so many times more. */
  record Duplicate(int times) implements WireFault {
    public Duplicate {
      atLeastOne("times", times);
    }
  }

  /**
   * So many messages come in one segment, fewer where {@code most} passes before they are there.
   */
  record Glue(int messages, Duration most) implements WireFault {
    public Glue {
      atLeastOne("messages", messages);
    }
  }

  /** Each message comes in pieces of so many bytes, with a pause after each. */
  record Split(int bytes, Duration pause) implements WireFault {
    public Split {
      atLeastOne("bytes", bytes);
    }
  }

  /**
   * A lie of the peer.
   *
   * @param name how it is counted and told
   * @param lie what becomes of a message; several messages may come back, or none
   */
  record Rewrite(String name, UnaryOperator<byte[]> lie) implements WireFault {
    @Override
    public String toString() {
      return name;
    }
  }

  private static void atLeastOne(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + ": " + count + ", allowed 1 or more");
    }
  }
}
