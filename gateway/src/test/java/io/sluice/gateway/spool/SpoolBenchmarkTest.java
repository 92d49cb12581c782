package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.options.Size;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appended rows a second at 300 B, beside the floor: append to a file and fdatasync. */
@Tag("bench")
class SpoolBenchmarkTest {
  private static final int ROW = 300;
  private static final String BODY = "{\"v\":\"" + "x".repeat(ROW - 8) + "\"}";

  private final Path directory;
  private final SystemClock clock = new SystemClock();

  SpoolBenchmarkTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void rowsASecondByGroup() throws Exception {
    for (int group : new int[] {1, 100, 1_000}) {
      int rows = Math.min(200_000, group * 1_500);
      spool("warm-" + group, group, rows / 4);
      double spool = rows / spool("bench-" + group, group, rows);
      double floor = rows / floor(group, rows);
      System.out.printf(
          "spool, group %4d: %,9.0f rows/s, floor %,9.0f rows/s, ratio %.2f%n",
          group, spool, floor, spool / floor);
      assertThat(spool).isPositive();
    }
  }

  private double spool(String name, int group, int rows) throws Exception {
    SpoolOptions options =
        new SpoolOptions(
            Size.parse("2 GB"),
            Duration.ofDays(3),
            WhenFull.DROP_OLDEST,
            new SpoolOptions.Group(group, Duration.ofMillis(20)),
            Size.parse("256 kB"),
            Size.parse("64 MB"),
            Size.parse("1 MB"));
    int most = group * 4;
    Semaphore inFlight = new Semaphore(most);
    try (Spool spool = Spool.open(name, options, directory, clock)) {
      List<SpoolRecord> one = List.of(new SpoolRecord("a", "summary", Instant.EPOCH, BODY));
      long start = clock.nanoTime();
      for (int i = 0; i < rows; i++) {
        inFlight.acquire();
        var unused = spool.append(one).whenComplete((done, error) -> inFlight.release());
      }
      inFlight.acquire(most);
      return (clock.nanoTime() - start) / 1e9;
    }
  }

  private double floor(int group, int rows) throws Exception {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("floor-" + group),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(ROW * group);
      long start = clock.nanoTime();
      for (int i = 0; i < rows; i += group) {
        bytes.clear();
        int written = file.write(bytes);
        assertThat(written).isEqualTo(ROW * group);
        file.force(false);
      }
      return (clock.nanoTime() - start) / 1e9;
    }
  }
}
