package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an intent costs that is on the disk before the write goes out. */
@Tag("bench")
class AuditBenchTest {
  private static final int ROUNDS = 300;

  @Test
  void anIntentReachesTheDiskWellWithinTheDeadlineOfAWrite() throws Exception {
    Path folder = Path.of("target", "audit-bench-" + ProcessHandle.current().pid());
    Files.createDirectories(folder);
    Histogram micros = new Histogram(3);
    try (AuditFile audit = AuditFile.open(folder, 10_000_000, 2)) {
      for (int i = 0; i < ROUNDS; i++) {
        AuditEntry.Intent intent = new AuditEntry.Intent(1000, 1000 + i, "pump-1-watch");
        AuditEntry entry = new AuditEntry(Instant.ofEpochSecond(i), "pump-1-speed", intent);
        long began = System.nanoTime();
        audit.append(entry);
        micros.recordValue((System.nanoTime() - began) / 1_000);
      }
    }
    System.out.printf(
        "an intent on the disk: p50 %.2f ms, p99 %.2f ms, longest %.2f ms%n",
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
    assertThat(micros.getValueAtPercentile(50)).isLessThan(100_000);
  }
}
