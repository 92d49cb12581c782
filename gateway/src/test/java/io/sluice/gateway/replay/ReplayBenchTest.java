package io.sluice.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.recording.RecordingWriter;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.fakes.PumpFiles;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast recorded time passes, and what a recorded sample costs. */
@Tag("bench")
class ReplayBenchTest {
  private static final int TAGS = 50;
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final int MINUTES = 30;

  private final Path folder;
  private final TagGroup group = group();

  ReplayBenchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aThousandSamplesASecondPassAThousandTimesAsFast() throws Exception {
    Path file = folder.resolve("hour.sluicerec");
    write(file);
    for (int round = 0; round < 2; round++) {
      replay(file);
    }
    assertThat(replay(file)).isGreaterThan(300);
  }

  private double replay(Path file) throws Exception {
    Configuration configuration = PumpFiles.configuration(folder, PumpFiles.WITH_CLOUD, files());
    long begun = System.nanoTime();
    long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (Replay replay = Replay.open(configuration, PumpFiles.world(), file, null)) {
      boolean more = true;
      while (more) {
        more = replay.advance(Duration.ofSeconds(10));
      }
      ReplayReport report = replay.finish();
      double span = report.span().toNanos();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - worked;
      double factor = span / cpu;
      System.out.printf(
          "replay: %.0f times real time, %.0f on a core of its own; %s%n",
          span / (System.nanoTime() - begun), factor, report.json().path("ledger"));
      return factor;
    }
  }

  private void write(Path file) throws Exception {
    List<Scan> scans = scans();
    for (int round = 0; round < 3; round++) {
      Files.deleteIfExists(file);
      long begun = System.nanoTime();
      try (RecordingWriter writer = RecordingWriter.create(file, List.of(group))) {
        for (Scan scan : scans) {
          writer.write(scan);
        }
      }
      double samples = (double) scans.size() * TAGS;
      System.out.printf(
          "recording: %.0f ns and %.2f bytes a sample%n",
          (System.nanoTime() - begun) / samples, Files.size(file) / samples);
    }
  }

  private List<Scan> scans() {
    Random random = new Random(4);
    List<Scan> scans = new ArrayList<>();
    for (int i = 1; i <= MINUTES * 1200; i++) {
      Instant read = PumpFiles.BEGIN.plus(EVERY.multipliedBy(i));
      Scan.Builder scan = new Scan.Builder(group, i, read, EVERY.toNanos() * i);
      double drift = Math.sin(i / 200.0) * 20;
      for (int tag = 0; tag < TAGS; tag++) {
        long wire = Math.round((100 + tag + drift + 0.5 * random.nextGaussian()) * 10);
        scan.number(tag, wire * 0.1, 0, UtcTime.ofInstant(read));
      }
      scans.add(scan.build());
    }
    return scans;
  }

  private static Map<String, String> files() {
    StringBuilder tags =
        new StringBuilder(
            "tag,group,address,type,unit,low,high,scale,deadband,access,class,description\n");
    for (int i = 0; i < TAGS; i++) {
      tags.append("pump-1/t").append(i).append(",fast,").append(i);
      tags.append(",FLOAT64,bar,0,400,,,").append(i == 0 ? "write" : "read").append(",process,\n");
    }
    return Map.of(
        "tags/plc.csv",
        tags.toString(),
        "connections.yaml",
        "connections:\n  plc: {kind: fake, groups: {fast: {every: 50 ms}}}\n",
        "setpoints.yaml",
        """
        setpoints:
          speed:
            tag: pump-1/t0
            mode: shadow
            clamp: {low: 50 bar, high: 300 bar}
            move: {max-step: 20 bar, max-rate: 50 bar/s, min-step: 1 bar, min-interval: 1 s}
            inputs: {quality: good, max-age: 1 s}
            read-back: {within: 500 ms, tolerance: 1 bar}
        """);
  }

  private static TagGroup group() {
    List<io.sluice.connectors.Tag> tags = new ArrayList<>();
    for (int i = 0; i < TAGS; i++) {
      tags.add(
          new io.sluice.connectors.Tag(
              "pump-1/t" + i,
              "fast",
              "" + i,
              DataType.FLOAT64,
              "bar",
              0,
              400,
              1,
              0,
              0,
              Access.READ,
              TagClass.PROCESS,
              ""));
    }
    return new TagGroup("plc", "fast", EVERY, tags);
  }
}
