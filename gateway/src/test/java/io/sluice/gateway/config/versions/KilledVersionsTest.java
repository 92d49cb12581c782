package io.sluice.gateway.config.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at random moments. */
@Tag("soak")
class KilledVersionsTest {
  private static final int KILLS = Integer.getInteger("sluice.kills", 15);

  private final SplittableRandom dice = new SplittableRandom(20261120);

  @Test
  void whatWasConfirmedIsThereAndWholeAfterEachKill(@TempDir Path folder) throws Exception {
    int seen = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int said = confirmedBeforeKill(folder, kill);
      seen = Math.max(seen, said);
      try (Versions versions = Versions.hold(folder.resolve("data"))) {
        Versions.Kept kept = versions.kept();
        assertThat(kept.torn()).as("kill %d", kill).isEmpty();
        if (seen > 0) {
          Version good = kept.lastGood().orElseThrow();
          assertThat(good.number()).as("kill %d", kill).isGreaterThanOrEqualTo(seen);
          assertThat(versions.files(good.number(), Path.of("config"), Path.of("routes")).hash())
              .isEqualTo(KilledKeeper.files().hash());
        }
        assertThat(kept.versions()).hasSizeLessThanOrEqualTo(Versions.MOST + 1);
      }
    }
    assertThat(seen).as("something was confirmed between the kills").isPositive();
  }

  private int confirmedBeforeKill(Path folder, int kill) throws Exception {
    Path out = folder.resolve("out-" + kill);
    Process keeper =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledKeeper.class.getName(),
                folder.resolve("data").toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err-" + kill).toFile())
            .start();
    boolean ended = keeper.waitFor(1_200 + dice.nextInt(1_500), TimeUnit.MILLISECONDS);
    keeper.destroyForcibly().waitFor();
    assertThat(ended).as("it ran until it was killed: %s", said(folder, kill)).isFalse();
    return last(Files.readAllLines(out));
  }

  private static String said(Path folder, int kill) throws IOException {
    return Files.readString(folder.resolve("err-" + kill));
  }

  private static int last(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("confirmed ") && line.endsWith(" ."))
        .mapToInt(line -> Integer.parseInt(line.split(" ", -1)[1]))
        .max()
        .orElse(0);
  }
}
