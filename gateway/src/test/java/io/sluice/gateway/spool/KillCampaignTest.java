package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing, delivering process again and again with SIGKILL: each record that it had
 * acknowledged is there, and none comes twice unmarked.
 */
class KillCampaignTest {
  private final Path directory;
  private final Receiver receiver = new Receiver();
  private final Map<String, Set<String>> acknowledged = new HashMap<>();
  private final SplittableRandom dice = new SplittableRandom(20261120);

  KillCampaignTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void fiveKillsLoseNothing() throws Exception {
    campaign(5);
  }

  /** 200 kills; 40 with {@code -Dsoak.size=short}. */
  @Tag("soak")
  @Test
  void manyKillsLoseNothing() throws Exception {
    campaign(System.getProperty("sluice.soak", "full").equals("short") ? 40 : 200);
  }

  private void campaign(int kills) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      lifeAndDeath(kill * 10_000_000);
    }
    try (Spool spool =
        Spool.open("killed", KilledProcess.options(), directory, new SystemClock())) {
      drain(spool);
      SpoolCounts counts = spool.counts();
      assertThat(counts.gaps()).isZero();
      assertThat(counts.delivered()).isEqualTo(counts.appended());
      assertThat(receiver.received()).isEqualTo(counts.appended());
    }
    receiver.assertNothingMissing();
    long total = 0;
    for (Map.Entry<String, Set<String>> stream : acknowledged.entrySet()) {
      assertThat(new HashSet<>(receiver.bodies(stream.getKey())))
          .as("acknowledged in %s", stream.getKey())
          .containsAll(stream.getValue());
      total += stream.getValue().size();
    }
    assertThat(total).isGreaterThan(kills * 50L);
  }

  private void lifeAndDeath(int firstValue) throws Exception {
    Path errors = directory.resolveSibling(directory.getFileName() + ".err");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcess.class.getName(),
                directory.toString(),
                Integer.toString(firstValue))
            .redirectError(errors.toFile())
            .start();
    CompletableFuture<Void> death = new CompletableFuture<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      assertThat(line).as("child's start: %s", Files.readString(errors)).isNotNull();
      int life = 20 + dice.nextInt(400);
      var unused =
          death
              .completeOnTimeout(null, life, TimeUnit.MILLISECONDS)
              .thenRun(() -> child.toHandle().destroyForcibly());
      for (; line != null; line = lines.readLine()) {
        hear(line);
      }
    } finally {
      child.destroyForcibly().waitFor();
      Files.deleteIfExists(errors);
    }
  }

  /** The last line may be cut short: then it was never said. */
  private void hear(String line) {
    String[] words = line.split(" ", -1);
    if (!words[words.length - 1].equals(".")) {
      return;
    }
    if (words[0].equals("A")) {
      acknowledged.computeIfAbsent(words[1], name -> new HashSet<>()).add(words[2]);
    } else {
      long sequence = Long.parseLong(words[2]);
      receiver.accept(
          List.of(
              new StoredRecord(
                  0,
                  words[1],
                  sequence,
                  sequence,
                  "summary",
                  Instant.EPOCH,
                  Boolean.parseBoolean(words[3]),
                  words[4])));
    }
  }

  private void drain(Spool spool) throws Exception {
    List<CompletableFuture<Void>> released = new ArrayList<>();
    while (true) {
      CompletableFuture<Batch> wish = spool.take(1_000).toCompletableFuture();
      try {
        Batch batch = wish.get(1, TimeUnit.SECONDS);
        receiver.accept(batch.records());
        released.add(spool.release(batch).toCompletableFuture());
      } catch (java.util.concurrent.TimeoutException empty) {
        wish.cancel(false);
        break;
      }
    }
    CompletableFuture.allOf(released.toArray(new CompletableFuture<?>[0]))
        .get(10, TimeUnit.SECONDS);
  }
}
