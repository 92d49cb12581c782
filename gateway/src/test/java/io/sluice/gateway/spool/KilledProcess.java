package io.sluice.gateway.spool;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.options.Size;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Appends and delivers until it is killed, and says each acknowledged record ({@code A}) and each
 * one sent ({@code S}).
 */
final class KilledProcess {
  private static final PrintStream OUT =
      new PrintStream(
          new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
          false,
          StandardCharsets.UTF_8);

  private KilledProcess() {}

  static SpoolOptions options() {
    return new SpoolOptions(
        Size.parse("1 GB"),
        Duration.ofDays(3),
        WhenFull.DROP_OLDEST,
        new SpoolOptions.Group(100, Duration.ofMillis(2)),
        Size.parse("256 kB"),
        Size.parse("16 MB"),
        Size.parse("1 MB"));
  }

  public static void main(String[] arguments) throws Exception {
    int first = Integer.parseInt(arguments[1]);
    SplittableRandom dice = new SplittableRandom(first);
    Semaphore inFlight = new Semaphore(20);
    try (Spool spool = Spool.open("killed", options(), Path.of(arguments[0]), new SystemClock())) {
      deliver(spool, new SplittableRandom(first + 1));
      for (int value = first; value < first + 9_000_000; ) {
        List<SpoolRecord> records = new ArrayList<>();
        for (int i = dice.nextInt(20); i >= 0; i--) {
          records.add(SpoolBench.record("s" + value % 3, value));
          value++;
        }
        inFlight.acquire();
        var unused =
            spool
                .append(records)
                .thenRun(() -> acknowledge(records))
                .whenComplete((done, error) -> inFlight.release());
      }
    }
  }

  private static void acknowledge(List<SpoolRecord> records) {
    synchronized (OUT) {
      for (SpoolRecord record : records) {
        OUT.println("A " + record.stream() + " " + record.body() + " .");
      }
      OUT.flush();
    }
  }

  private static void deliver(Spool spool, SplittableRandom dice) {
    var unused =
        spool
            .take(1 + dice.nextInt(60))
            .thenAccept(
                batch -> {
                  send(batch);
                  settle(spool, batch, dice);
                  deliver(spool, dice);
                });
  }

  private static void settle(Spool spool, Batch batch, SplittableRandom dice) {
    if (dice.nextInt(10) == 0) {
      spool.giveBack(batch);
    } else {
      var unused = spool.release(batch);
    }
  }

  private static void send(Batch batch) {
    synchronized (OUT) {
      for (StoredRecord record : batch.records()) {
        OUT.println(
            "S "
                + record.stream()
                + " "
                + record.sequence()
                + " "
                + record.redelivered()
                + " "
                + record.body()
                + " .");
      }
      OUT.flush();
    }
  }
}
