package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.options.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk of 24 MB that really runs full; needs root to mount it. */
@Tag("soak")
class DiskFullTest {
  private final Path disk;
  private final Receiver receiver = new Receiver();

  DiskFullTest(@TempDir Path disk) {
    this.disk = disk;
  }

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()));
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void aDiskFilledToTheLastByteIsSurvived() throws Exception {
    fillAndFree("0 B");
  }

  @Test
  void theReserveKeepsTheDatabaseFromEverSeeingAFullDisk() throws Exception {
    fillAndFree("4 MB");
  }

  private void fillAndFree(String reserve) throws Exception {
    Path ballast = Files.write(disk.resolve("ballast"), new byte[12 << 20]);
    long acknowledged;
    try (Spool spool = Spool.open("full", options(reserve), disk, new SystemClock())) {
      List<CompletableFuture<Void>> appends = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        appends.add(spool.append(List.of(record(i))).toCompletableFuture());
        if (i % 50 == 0) {
          settled(appends, Duration.ofMillis(500));
        }
      }
      assertThat(settled(appends, Duration.ofSeconds(1))).isLessThan(3_000);
      assertThat(spool.counts().state()).isNotEqualTo(SpoolCounts.State.OPEN);

      Files.delete(ballast);
      assertThat(settled(appends, Duration.ofSeconds(20))).isEqualTo(3_000);
      acknowledged = appends.stream().filter(done -> !done.isCompletedExceptionally()).count();
      assertThat(spool.counts().state()).isEqualTo(SpoolCounts.State.OPEN);
      assertThat(spool.counts().appended()).isEqualTo(3_000);
      drain(spool);
      assertThat(spool.counts().gaps()).isEqualTo(3_000 - acknowledged);
    }
    receiver.assertNothingMissing();
    assertThat(receiver.received()).isEqualTo(acknowledged);
    assertThat(receiver.last("a")).isEqualTo(3_000);
  }

  private static long settled(List<CompletableFuture<Void>> appends, Duration limit)
      throws Exception {
    try {
      var unused =
          CompletableFuture.allOf(appends.toArray(new CompletableFuture<?>[0]))
              .handle((done, error) -> true)
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException some) {
      assertThat(some).isNotNull();
    }
    return appends.stream().filter(CompletableFuture::isDone).count();
  }

  private void drain(Spool spool) throws Exception {
    while (spool.counts().pending() + spool.counts().pendingGaps() > 0) {
      Batch batch = spool.take(500).toCompletableFuture().get(5, TimeUnit.SECONDS);
      receiver.accept(batch.records());
      spool.release(batch).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
  }

  private static SpoolRecord record(int value) {
    String body = "{\"v\":" + value + ",\"x\":\"" + "x".repeat(5_000) + "\"}";
    return new SpoolRecord("a", "summary", Instant.EPOCH, body);
  }

  private static SpoolOptions options(String reserve) {
    return new SpoolOptions(
        Size.parse("1 GB"),
        Duration.ofDays(3),
        WhenFull.DROP_OLDEST,
        new SpoolOptions.Group(50, Duration.ofMillis(5)),
        Size.parse("256 kB"),
        Size.parse("1 MB"),
        Size.parse(reserve));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
