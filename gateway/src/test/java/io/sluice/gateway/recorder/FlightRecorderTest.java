package io.sluice.gateway.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.recording.Recorded;
import io.sluice.connectors.recording.Recording;
import io.sluice.gateway.options.Size;
import io.sluice.gateway.recorder.RecorderOptions.Mode;
import io.sluice.gateway.recorder.RecorderStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T06:00:00Z");
  private static final Duration SCAN = Duration.ofMillis(100);

  private final Path ring;
  private final Path folder;
  private final VirtualClock clock = new VirtualClock(BEGIN);
  private final Random random = new Random(1);
  private TagGroup group = group(40);
  private long sequence;
  private long free = 1L << 40;

  FlightRecorderTest(@TempDir Path folder) {
    this.folder = folder;
    this.ring = folder.resolve("recordings");
  }

  @Test
  void itKeepsToItsBytesAndForgetsTheOldestFirst() throws Exception {
    FlightRecorder recorder = started(options("1 MB", Duration.ofHours(24)));
    for (int minute = 0; minute < 12; minute++) {
      record(recorder, 600);
      assertThat(onDisk()).isLessThanOrEqualTo(1_000_000);
    }
    recorder.close();
    RecorderStatus status = recorder.status();
    assertThat(status.scans()).isEqualTo(7200);
    assertThat(status.bytes()).isEqualTo(onDisk()).isBetween(700_000L, 1_000_000L);
    assertThat(status.written()).isGreaterThan(status.bytes());
    List<Scan> kept = scans(cut());
    assertThat(kept.get(kept.size() - 1).sequence()).isEqualTo(7200);
    assertThat(kept.get(0).sequence()).isEqualTo(7200 - kept.size() + 1);
  }

  @Test
  void itForgetsWhatIsTooOld() throws Exception {
    FlightRecorder recorder = started(options("100 MB", Duration.ofMinutes(5)));
    record(recorder, 600 * 12);
    recorder.close();
    Duration kept = Duration.between(recorder.status().oldest(), clock.now());
    assertThat(kept).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
  }

  @Test
  void whatAKilledRecorderHadWrittenIsThereAndTheNextGoesOn() throws Exception {
    FlightRecorder killed = started(options("10 MB", Duration.ofHours(1)));
    record(killed, 600);
    // Nobody closes it: what is on disk now is what a kill would leave, and a torn block behind it.
    Path last = files().get(files().size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 5));
    int before = scans(cut()).size();
    assertThat(before).isGreaterThan(500);

    FlightRecorder next = started(options("10 MB", Duration.ofHours(1)));
    record(next, 50);
    next.close();
    assertThat(files().get(files().size() - 1)).isNotEqualTo(last);
    RecordingCut again = cut();
    assertThat(scans(again)).hasSize(before + 50);
    assertThat(again.notes()).singleElement().asString().contains("last block is not all there");
  }

  @Test
  void aPowerCutCostsNoMoreThanTheConfiguredWait() throws Exception {
    FlightRecorder recorder = started(options("10 MB", Duration.ofHours(1)));
    record(recorder, 300);
    List<Scan> onDisk = scans(cut());
    Duration missing = Duration.between(onDisk.get(onDisk.size() - 1).readTime(), clock.now());
    assertThat(missing).isLessThanOrEqualTo(Duration.ofMillis(5_300));
  }

  @Test
  void aFullDiskPausesItAndItGoesOnWhenThereIsRoom() throws Exception {
    free = 1_000;
    FlightRecorder recorder = started(options("10 MB", Duration.ofHours(1)));
    record(recorder, 100);
    assertThat(recorder.status().state()).isEqualTo(State.DISK_FULL);
    assertThat(recorder.status().problem()).contains("1 kB are free, reserve is 256 MB");
    assertThat(recorder.status().droppedDisk()).isEqualTo(100);
    free = 1L << 40;
    record(recorder, 200);
    assertThat(recorder.status().state()).isEqualTo(State.ON);
    recorder.close();
    assertThat(recorder.status().scans() + recorder.status().droppedDisk()).isEqualTo(300);
    assertThat(scans(cut())).hasSize((int) recorder.status().scans());
  }

  @Test
  void aPlantThatIsFasterThanItIsDroppedAndCounted() throws Exception {
    FlightRecorder recorder = started(options("10 MB", Duration.ofHours(1)));
    for (int i = 0; i < 20_000; i++) {
      recorder.onScan(scan());
    }
    assertThat(recorder.status().droppedBusy()).isEqualTo(20_000 - 500_000 / 40);
    clock.advance(Duration.ofSeconds(1));
    recorder.close();
    assertThat(recorder.status().scans()).isEqualTo(500_000 / 40);
  }

  @Test
  void aConnectionWithOtherTagsBeginsAFileThatKnowsThem() throws Exception {
    FlightRecorder recorder = started(options("10 MB", Duration.ofHours(1)));
    record(recorder, 10);
    group = group(3);
    record(recorder, 10);
    recorder.close();
    assertThat(scans(cut())).extracting(Scan::size).contains(40, 3).hasSize(20);
    assertThat(files()).hasSize(2);
  }

  @Test
  void offIsOff() throws Exception {
    FlightRecorder recorder = started(options("10 MB", Duration.ofHours(1)).off());
    record(recorder, 100);
    recorder.mark(BEGIN, "a", "raised", "b");
    recorder.close();
    assertThat(recorder.status().state()).isEqualTo(State.OFF);
    assertThat(ring).doesNotExist();
  }

  @Test
  void marksAreFoundAgain() throws Exception {
    FlightRecorder recorder = started(options("10 MB", Duration.ofHours(1)));
    record(recorder, 10);
    recorder.mark(BEGIN.plusSeconds(1), "pump", "raised", "flow");
    recorder.mark(BEGIN.plusSeconds(2), "pump", "cleared", "normal");
    recorder.mark(BEGIN.plusSeconds(3), "pump", "raised", "flow again");
    recorder.close();
    assertThat(cut().lastRaised("pump")).contains(BEGIN.plusSeconds(3));
    assertThat(cut().lastRaised("fan")).isEmpty();
    assertThat(cut().marks()).hasSize(3);
  }

  @Test
  void aMonotonicClockThatBeganAnewIsContinuedInWhatIsCutOut() throws Exception {
    FlightRecorder first = started(options("10 MB", Duration.ofHours(1)));
    record(first, 20);
    first.close();
    clock.advance(Duration.ofMinutes(1));
    VirtualClock restarted = new VirtualClock(clock.now());
    FlightRecorder second =
        new FlightRecorder(options("10 MB", Duration.ofHours(1)), ring, List.of(group), restarted);
    second.start();
    for (int i = 0; i < 20; i++) {
      restarted.advance(SCAN);
      second.onScan(scan(restarted));
    }
    second.close();
    List<Scan> scans = scans(cut());
    assertThat(scans).hasSize(40);
    assertThat(Duration.ofNanos(scans.get(20).readNanos() - scans.get(19).readNanos()))
        .isEqualTo(Duration.between(scans.get(19).readTime(), scans.get(20).readTime()));
  }

  private FlightRecorder started(RecorderOptions options) {
    FlightRecorder recorder =
        new FlightRecorder(
            options,
            new SegmentWriter(options, ring, List.of(group), clock, directory -> free),
            clock);
    recorder.start();
    return recorder;
  }

  private void record(FlightRecorder recorder, int scans) {
    for (int i = 0; i < scans; i++) {
      clock.advance(SCAN);
      recorder.onScan(scan());
    }
    clock.advance(Duration.ofMillis(200));
  }

  private Scan scan() {
    return scan(clock);
  }

  private Scan scan(VirtualClock at) {
    Scan.Builder scan = new Scan.Builder(group, ++sequence, at.now(), at.nanoTime());
    for (int i = 0; i < group.tags().size(); i++) {
      scan.number(i, random.nextInt(4000) * 0.1, 0, UtcTime.ofInstant(at.now()));
    }
    return scan.build();
  }

  private RecordingCut cut() {
    return new RecordingCut(ring);
  }

  private List<Scan> scans(RecordingCut from) throws Exception {
    Path out = folder.resolve("out" + sequence + System.nanoTime() + ".sluicerec");
    from.write(Instant.MIN, Instant.MAX, out);
    List<Scan> scans = new ArrayList<>();
    try (Recording recording = Recording.open(out, List.of())) {
      for (Recorded entry = recording.next(); entry != null; entry = recording.next()) {
        if (entry instanceof Recorded.Read read) {
          scans.add(read.scan());
        }
      }
    }
    Files.delete(out);
    return scans;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(ring)) {
      return files.sorted().toList();
    }
  }

  private long onDisk() throws IOException {
    return files().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  private static RecorderOptions options(String bytes, Duration age) {
    return new RecorderOptions(
        Mode.ON, Size.parse(bytes), age, Duration.ofSeconds(5), Size.parse("256 MB"));
  }

  private static TagGroup group(int size) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tags.add(
          new Tag(
              "pump/t" + i,
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
    return new TagGroup("plc", "fast", SCAN, tags);
  }
}
