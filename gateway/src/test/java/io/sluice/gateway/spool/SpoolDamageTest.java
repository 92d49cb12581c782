package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the file: nothing missing without a gap, no number given out twice. */
class SpoolDamageTest {
  private static final int DELIVERED = 500;
  private static final int RECORDS = 3_000;

  private final Path directory;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final Receiver receiver = new Receiver();

  SpoolDamageTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void aSpoolWithABacklog() throws Exception {
    try (Spool spool = open()) {
      append(spool, RECORDS);
      deliver(spool, DELIVERED);
    }
  }

  @Test
  void anUntouchedFileLosesNothing() throws Exception {
    assertThat(after()).isEqualTo(0);
  }

  @Test
  void aFileCutToHalfIsDeclared() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(databaseFile().toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    after();
  }

  @Test
  void anEmptyFileIsDeclared() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(databaseFile().toFile(), "rw")) {
      file.setLength(0);
    }
    assertThat(after()).isEqualTo(RECORDS - DELIVERED);
  }

  @Test
  void aDeletedFileIsDeclared() throws Exception {
    Files.delete(databaseFile());
    assertThat(after()).isEqualTo(RECORDS - DELIVERED);
  }

  @Test
  void anOldBackupPutBackIsBroughtUpToDate() throws Exception {
    Path backup = directory.resolve("backup");
    Files.copy(databaseFile(), backup);
    try (Spool spool = open()) {
      append(spool, 200);
      deliver(spool, 300);
    }
    Files.delete(databaseFile());
    Files.move(backup, databaseFile());
    assertThat(after(RECORDS + 200)).isEqualTo(200);
  }

  @Test
  void aFileWithoutHeadersIsSetAsideAndDeclared() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(databaseFile().toFile(), "rw")) {
      file.write(new byte[8192]);
    }
    assertThat(after()).isEqualTo(RECORDS - DELIVERED);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .anyMatch(name -> name.startsWith("cloud.damaged-20260301T"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 7})
  void flippedBytesAreRepairedOrDeclared(long seed) throws Exception {
    SplittableRandom dice = new SplittableRandom(seed);
    try (RandomAccessFile file = new RandomAccessFile(databaseFile().toFile(), "rw")) {
      int flips = seed < 4 ? 1 : seed < 6 ? 20 : 500;
      for (int i = 0; i < flips; i++) {
        long at = dice.nextLong(file.length());
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ (1 << dice.nextInt(8)));
      }
    }
    after();
  }

  @Test
  void aFileOfAnotherKindIsSetAside() throws Exception {
    Files.writeString(databaseFile(), "not a database at all\n".repeat(1_000));
    assertThat(after()).isEqualTo(RECORDS - DELIVERED);
  }

  @Test
  void aLostMarkerCostsNothing() throws Exception {
    Files.delete(directory.resolve("cloud.marker"));
    assertThat(after()).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 90})
  void aTornMarkerCostsNothing(int length) throws Exception {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("cloud.marker").toFile(), "rw")) {
      file.setLength(length);
    }
    assertThat(after()).isEqualTo(0);
  }

  @Test
  void theMarkerStaysSmall() throws Exception {
    try (Spool spool = open()) {
      for (int i = 0; i < 300; i++) {
        append(spool, 1);
      }
      assertThat(Files.size(directory.resolve("cloud.marker"))).isLessThan(2 << 20);
    }
    assertThat(after(RECORDS + 300)).isEqualTo(0);
  }

  private long after() throws Exception {
    return after(RECORDS);
  }

  /** Goes on with what is left; returns how much was declared lost. */
  private long after(int records) throws Exception {
    try (Spool spool = open()) {
      assertSumRule(spool.counts());
      append(spool, 10);
      deliver(spool, Integer.MAX_VALUE);
      assertSumRule(spool.counts());
      assertThat(spool.counts().pending()).isZero();
      receiver.assertNothingMissing();
      assertThat(receiver.last("a")).isEqualTo(records + 10);
      assertThat(spool.counts().appended()).isEqualTo(records + 10);
      return spool.counts().gaps();
    }
  }

  private void append(Spool spool, int count) throws Exception {
    for (int first = 0; first < count; first += 1_000) {
      List<SpoolRecord> records = new ArrayList<>();
      for (int i = first; i < Math.min(count, first + 1_000); i++) {
        records.add(SpoolBench.record("a", i));
      }
      CompletableFuture<Void> done = spool.append(records).toCompletableFuture();
      clock.advance(Duration.ofMillis(20));
      assertThat(done).isCompleted();
    }
  }

  private void deliver(Spool spool, int most) {
    int delivered = 0;
    while (delivered < most) {
      CompletableFuture<Batch> wish =
          spool.take(Math.min(500, most - delivered)).toCompletableFuture();
      clock.advance(Duration.ofSeconds(5));
      if (!wish.isDone()) {
        wish.cancel(false);
        return;
      }
      Batch batch = wish.join();
      receiver.accept(batch.records());
      delivered += batch.records().size();
      spool.release(batch);
      clock.advance(Duration.ofMillis(20));
    }
  }

  private static void assertSumRule(SpoolCounts counts) {
    assertThat(counts.delivered() + counts.gaps() + counts.pending()).isEqualTo(counts.appended());
  }

  private Path databaseFile() {
    return directory.resolve("cloud.mv.db");
  }

  private Spool open() throws SpoolException {
    return Spool.open(
        "cloud",
        SpoolBench.options("1 GB", "72 h", WhenFull.DROP_OLDEST),
        directory,
        clock,
        where -> Long.MAX_VALUE);
  }
}
