package io.sluice.connectors;

import java.time.Instant;

/**
 * Source and server times as OPC UA carries them: 100 ns ticks since 1601-01-01T00:00Z (OPC
 * 10000-6, 5.2.2.5). A long of these covers every date a device can claim, which nanoseconds since
 * 1970 do not.
 */
public final class UtcTime {
  /** Ticks between 1601-01-01 and 1970-01-01. */
  public static final long UNIX_EPOCH = 116_444_736_000_000_000L;

  private static final long TICKS_PER_SECOND = 10_000_000L;

  private UtcTime() {}

  public static long ofInstant(Instant instant) {
    long ticks =
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), TICKS_PER_SECOND),
            instant.getNano() / 100);
    return Math.addExact(ticks, UNIX_EPOCH);
  }

  public static Instant toInstant(long ticks) {
    long sinceEpoch = ticks - UNIX_EPOCH;
    return Instant.ofEpochSecond(
        Math.floorDiv(sinceEpoch, TICKS_PER_SECOND),
        Math.floorMod(sinceEpoch, TICKS_PER_SECOND) * 100);
  }
}
