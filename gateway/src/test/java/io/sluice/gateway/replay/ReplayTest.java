package io.sluice.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.analytics.Contribution;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.recording.RecordingException;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.Parts;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.fakes.FakeConnectorKind;
import io.sluice.gateway.fakes.FakeUplinkKind;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.PumpFiles;
import io.sluice.gateway.recorder.RecordingCut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway records itself; what is cut out of that and replayed shows what it saw. */
class ReplayTest {
  private static final String SHADOW =
      """
      setpoints:
        speed:
          tag: pump-1/speed-sp
          mode: shadow
          clamp: {low: 1000 rpm, high: 1750 rpm}
          move: {max-step: 200 rpm, max-rate: 500 rpm/s, min-step: 5 rpm, min-interval: 1 s}
          inputs: {quality: good, max-age: 1 s}
          read-back: {within: 500 ms, tolerance: 1 rpm}
      """;

  private final Path folder;
  private final Path data;
  private final PumpPlant plant = new PumpPlant();
  private final VirtualClock clock = new VirtualClock(PumpFiles.BEGIN);
  private final List<AlarmEvent> alarms = new ArrayList<>();
  private final List<String> scores = new ArrayList<>();

  ReplayTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = folder.resolve("data");
  }

  @Test
  void theAlarmThatWasRecordedIsReplayedAtItsTimeWithItsReasons() throws Exception {
    Configuration configuration = recorded(SHADOW);
    RecordingCut ring = new RecordingCut(data.resolve("recordings"));
    Instant raised = ring.lastRaised("health").orElseThrow();
    Path cut = folder.resolve("alarm.sluicerec");
    RecordingCut.Cut written =
        ring.write(raised.minus(Duration.ofMinutes(1)), raised.plusSeconds(20), cut);
    assertThat(written.scans()).isBetween(780L, 801L);
    assertThat(written.marks()).isEqualTo(2);
    assertThat(ring.notes()).isEmpty();

    try (Replay replay = open(configuration, cut)) {
      JsonNode report = play(replay);
      assertThat(said(alarmsOf(replay))).isEqualTo(said(alarms));
      assertThat(report.path("alarms").path(0).path("raised").asText())
          .isEqualTo(raised.toString());
      assertThat(report.path("alarms").path(0).path("because").path(0).asText())
          .isEqualTo(alarms.get(0).because().get(0).inWords());
      assertThat(report.path("recordedAlarms")).hasSize(2);
      assertThat(report.path("ledger").path("sumHolds").asBoolean()).isTrue();
      assertThat(report.path("setpoints").path(0).path("wouldWrite")).isNotEmpty();
      assertThat(replay.run().log().writes()).as("shadow stays shadow").isEmpty();
    }
  }

  /** From the gateway's start, so that its running sums begin alike. */
  @Test
  void aGatewayWithItsModelIsReplayedBitForBit() throws Exception {
    Configuration configuration = recorded(SHADOW);
    Instant second = clock.now();
    scores.clear();
    alarms.clear();
    live(configuration, this::faultAndEnd);
    Path cut = folder.resolve("second.sluicerec");
    new RecordingCut(data.resolve("recordings")).write(second, Instant.MAX, cut);
    List<String> live = List.copyOf(scores);
    List<AlarmEvent> liveAlarms = List.copyOf(alarms);
    scores.clear();
    try (Replay replay = open(configuration, cut)) {
      replay.run().parts().watches().values().forEach(this::listen);
      play(replay);
      assertThat(alarmsOf(replay)).isEqualTo(liveAlarms).isNotEmpty();
    }
    assertThat(scores).isEqualTo(live).hasSizeGreaterThan(400);
    assertThat(live).anyMatch(one -> one.startsWith("SCORED"));
  }

  @Test
  void twoReplaysGiveTheSameReportByteForByte() throws Exception {
    Configuration configuration = recorded(SHADOW);
    Path cut = folder.resolve("all.sluicerec");
    new RecordingCut(data.resolve("recordings")).write(Instant.MIN, Instant.MAX, cut);
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (Replay replay = open(configuration, cut)) {
        reports.add(play(replay).toString());
      }
    }
    assertThat(reports.get(0)).isEqualTo(reports.get(1)).contains("\"sumHolds\":true");
  }

  @Test
  void aClosedSetpointIsReleasedAndItsWritesStayInTheReplay() throws Exception {
    Configuration configuration = recorded(null);
    Path cut = folder.resolve("all.sluicerec");
    new RecordingCut(data.resolve("recordings")).write(Instant.MIN, Instant.MAX, cut);
    try (Replay replay = open(configuration, cut)) {
      JsonNode setpoint = play(replay).path("setpoints").path(0);
      assertThat(setpoint.path("wouldWrite").path(0).path("value").asDouble()).isEqualTo(1305);
      assertThat(setpoint.path("requests").asLong()).isPositive();
      assertThat(replay.run().log().writes()).extracting(RunLog.Written::value).contains(1305.0);
    }
  }

  @Test
  void aCsvOfTheSameSpanIsReplayedToo() throws Exception {
    Configuration configuration = recorded(SHADOW);
    Path cut = folder.resolve("all.csv");
    new RecordingCut(data.resolve("recordings")).write(Instant.MIN, Instant.MAX, cut);
    try (Replay replay = open(configuration, cut)) {
      JsonNode report = play(replay);
      assertThat(report.path("alarms")).hasSize(1);
      assertThat(report.path("alarms").path(0).path("raised").asText())
          .isEqualTo(alarms.get(0).time().toString());
    }
  }

  @Test
  void nothingIsWrittenWhereTheGatewayKeepsItsData() throws Exception {
    Configuration configuration = recorded(SHADOW);
    Path cut = folder.resolve("all.sluicerec");
    new RecordingCut(data.resolve("recordings")).write(Instant.MIN, Instant.MAX, cut);
    List<Path> before = all(data);
    Path temporary;
    try (Replay replay = open(configuration, cut)) {
      temporary = replay.run().data();
      play(replay);
    }
    assertThat(all(data)).isEqualTo(before);
    assertThat(temporary).doesNotExist();
  }

  @Test
  void damageInTheMiddleIsTold() throws Exception {
    Configuration configuration = recorded(SHADOW);
    Path csv = folder.resolve("bad.csv");
    Files.writeString(csv, "time,pump-1/flow\n2026-11-20T08:00:00Z,1\n2026-11-20T08:00:01Z,x\n");
    try (Replay replay = open(configuration, csv)) {
      assertThatThrownBy(() -> play(replay))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining("bad.csv:3: column pump-1/flow is \"x\"");
    }
  }

  /** Three minutes of learning, a fault, and its end; recorded. */
  private Configuration recorded(@Nullable String setpoints) throws Exception {
    Configuration configuration =
        PumpFiles.configuration(
            folder,
            PumpFiles.WITH_CLOUD,
            setpoints == null ? Map.of() : Map.of("setpoints.yaml", setpoints));
    live(
        configuration,
        () -> {
          plant.operate(clock);
          faultAndEnd();
        });
    assertThat(alarms)
        .extracting(AlarmEvent::change)
        .containsExactly(AlarmEvent.Change.RAISED, AlarmEvent.Change.CLEARED);
    return configuration;
  }

  private void faultAndEnd() {
    clock.advance(Duration.ofSeconds(5));
    plant.breakDown();
    clock.advance(Duration.ofSeconds(10));
    plant.mend();
    clock.advance(Duration.ofSeconds(30));
  }

  /** A gateway on its data directory while something happens in the plant. */
  private void live(Configuration configuration, Runnable happens) throws Exception {
    FakeConnectorKind devices = new FakeConnectorKind();
    Surroundings world =
        new Surroundings(
            clock, clock, Map.of("fake", devices), Map.of("fake", new FakeUplinkKind()));
    Gateway gateway = new Gateway(configuration, world, data);
    gateway.start();
    Parts parts = gateway.parts().orElseThrow();
    parts.watches().values().forEach(this::listen);
    plant.drive(devices.made());
    happens.run();
    gateway.stop();
    Invariants.scans(parts.ledger().totals());
    assertThat(parts.recorder().status().droppedBusy()).isZero();
    assertThat(parts.recorder().status().scans()).isEqualTo(parts.ledger().totals().received());
  }

  /** Bit for bit needs a gateway's whole past; a cut agrees to what a person is told. */
  private static List<String> said(List<AlarmEvent> events) {
    return events.stream()
        .map(
            event ->
                event.change()
                    + " "
                    + event.time()
                    + " "
                    + String.format(Locale.ROOT, "%.9f", event.score())
                    + event.because().stream().map(Contribution::inWords).toList())
        .toList();
  }

  private void listen(Watch watch) {
    watch.listen(
        (scan, found) -> {
          scores.add(found.verdict() + " " + Double.doubleToLongBits(found.score()));
          note(found);
        });
  }

  private void note(Judgement found) {
    AlarmEvent event = found.event();
    if (event != null) {
      alarms.add(event);
    }
  }

  private Replay open(Configuration configuration, Path file) throws Exception {
    return Replay.open(configuration, PumpFiles.world(), file, data.resolve("models"));
  }

  private static JsonNode play(Replay replay) throws RecordingException {
    boolean more = true;
    while (more) {
      more = replay.advance(Duration.ofSeconds(10));
    }
    return replay.finish().json();
  }

  private static List<AlarmEvent> alarmsOf(Replay replay) {
    return replay.run().log().alarms();
  }

  private static List<Path> all(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }
}
