package io.sluice.simulator;

import io.sluice.simulator.wire.WireFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something wrong with the cable to one of the plant's servers, in what the server says. */
public enum WireTrouble {
  /** The server is gone and TCP has not heard of it. */
  HALF_OPEN,
  /** Each answer is 250 ms late and comes at 2,000 bytes a second. */
  SLOW,
  /** Of each answer the second half is missing. */
  TRUNCATED_FRAMES,
  /** Two answers come in one segment, or one alone after 100 ms. */
  GLUED_FRAMES,
  /** One byte in a hundred has a flipped bit. */
  CORRUPT,
  /** Answers of Modbus TCP carry another transaction id than their request. */
  WRONG_TRANSACTION_ID;

  private static final WireFault HALVED =
      new WireFault.Rewrite("truncated-frames", WireTrouble::firstHalf);
  private static final WireFault ANOTHER_ID =
      new WireFault.Rewrite("wrong-transaction-id", WireTrouble::anotherId);

  /** What a proxy has to do with the server's answers; equal at each call. */
  List<WireFault> faults() {
    return switch (this) {
      case HALF_OPEN -> List.of(new WireFault.HalfOpen());
      case SLOW ->
          List.of(new WireFault.Delay(Duration.ofMillis(250)), new WireFault.Throttle(2_000));
      case TRUNCATED_FRAMES -> List.of(HALVED);
      case GLUED_FRAMES -> List.of(new WireFault.Glue(2, Duration.ofMillis(100)));
      case CORRUPT -> List.of(new WireFault.Corrupt(0.01));
      case WRONG_TRANSACTION_ID -> List.of(ANOTHER_ID);
    };
  }

  /** The trouble that is written so. */
  static Optional<WireTrouble> named(String word) {
    return Arrays.stream(values()).filter(one -> one.toString().equals(word)).findFirst();
  }

  private static byte[] firstHalf(byte[] told) {
    return Arrays.copyOf(told, (told.length + 1) / 2);
  }

  private static byte[] anotherId(byte[] told) {
    if (told.length > 1) {
      told[1] ^= 0x55;
    }
    return told;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
