package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.HeldBack;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies as the cloud gets them: their keys are part of the interface. */
class RecordBodiesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Contribution FLOW =
      new Contribution("pump-1/flow", "l/min", Aspect.LEVEL, 0.5, 182, 213, 201, 224);

  @Test
  void aRaisedAlarmSaysWhy() {
    AlarmEvent event =
        new AlarmEvent(
            "health",
            "pump-1",
            AlarmEvent.Change.RAISED,
            NOON,
            "medium",
            1.5,
            List.of(FLOW),
            null,
            "health");
    assertThat(event.record())
        .isEqualTo(
            new Finding.OutRecord(
                "pump-1/alarms",
                "alarm",
                NOON,
                "{\"detector\":\"health\",\"asset\":\"pump-1\",\"change\":\"raised\","
                    + "\"priority\":\"medium\",\"score\":1.5,"
                    + "\"text\":\"health: pump-1/flow level 182 l/min, expected 213, usually 201 to"
                    + " 224\",\"announced\":true,\"firstOut\":\"health\","
                    + "\"because\":[{\"tag\":\"pump-1/flow\",\"aspect\":\"level\","
                    + "\"unit\":\"l/min\",\"share\":0.5,\"observed\":182.0,\"expected\":213.0,"
                    + "\"usualLow\":201.0,\"usualHigh\":224.0,"
                    + "\"text\":\"pump-1/flow level 182 l/min, expected 213, usually 201 to"
                    + " 224\"}]}"));
  }

  @Test
  void anAlarmThatIsHeldBackSaysWhyAndWhichItFollows() {
    AlarmEvent event =
        new AlarmEvent(
            "health",
            "pump-1",
            AlarmEvent.Change.RAISED,
            NOON,
            "low",
            2,
            List.of(),
            HeldBack.SHELVED,
            "vibration");
    assertThat(event.record().body())
        .contains("\"announced\":false,\"heldBack\":\"shelved\",\"firstOut\":\"vibration\"");
  }

  @Test
  void aReasonSaysSinceWhenItsTagHasBeenUnusual() {
    Contribution since =
        new Contribution(
            "pump-1/flow",
            "l/min",
            Aspect.LEVEL,
            0.5,
            182,
            213,
            201,
            224,
            "",
            Duration.ofMillis(12_300));
    AlarmEvent event =
        new AlarmEvent(
            "health",
            "pump-1",
            AlarmEvent.Change.RAISED,
            NOON,
            "medium",
            1.5,
            List.of(since),
            null,
            "health");
    assertThat(event.record().body())
        .contains("usually 201 to 224, outside for 12 s\"")
        .endsWith("\"since\":\"2026-11-20T11:59:47.700Z\"}]}");
  }

  @Test
  void aClearedAlarmHasNoReasons() {
    AlarmEvent event =
        new AlarmEvent(
            "health",
            "pump-1",
            AlarmEvent.Change.CLEARED,
            NOON,
            "low",
            0.25,
            List.of(),
            null,
            "health");
    assertThat(event.record().body())
        .isEqualTo(
            "{\"detector\":\"health\",\"asset\":\"pump-1\",\"change\":\"cleared\","
                + "\"priority\":\"low\",\"score\":0.25,\"text\":\"health: back to normal\","
                + "\"because\":[]}");
  }

  @Test
  void anAlarmWithoutAReasonNamesTheDetectorAlone() {
    assertThat(
            new AlarmEvent(
                    "health",
                    "pump-1",
                    AlarmEvent.Change.RAISED,
                    NOON,
                    "high",
                    2,
                    List.of(),
                    null,
                    "health")
                .sentence())
        .isEqualTo("health");
  }

  @Test
  void aSummaryTellsEachTag() {
    VirtualClock clock = new VirtualClock(NOON);
    Feed feed = new Feed(clock);
    AssetSamples samples =
        new AssetSamples("pump-1", List.of(Pump.FAST), List.of(Pump.FLOW, Pump.STATE));
    Summariser summariser = new Summariser(samples, Duration.ofSeconds(1));
    var scan = feed.begin(Pump.FAST).number(1, 210, 0, 0).build();
    samples.update(scan);
    summariser.add(
        Finding.of(scan)
            .with(new Judgement("health", Verdict.SCORED, 0.5, false, null), List.of()));
    assertThat(summariser.rest().get(0).body())
        .isEqualTo(
            "{\"asset\":\"pump-1\",\"from\":\"2026-11-20T12:00:00Z\","
                + "\"to\":\"2026-11-20T12:00:00Z\",\"partial\":true,\"rows\":1,"
                + "\"tags\":{\"pump-1/flow\":{\"unit\":\"l/min\",\"good\":1,\"without\":0,"
                + "\"mean\":210.0,\"min\":210.0,\"max\":210.0,\"last\":210.0},"
                + "\"pump-1/state\":{\"unit\":\"\",\"good\":0,\"without\":1}},"
                + "\"highestScores\":{\"health\":0.5}}");
  }

  @Test
  void aFindingGrowsAndTheOlderOneStaysAsItWas() {
    VirtualClock clock = new VirtualClock(NOON);
    Finding bare = Finding.of(new Feed(clock).keepAlive(Pump.FAST));
    Finding.OutRecord record = new Finding.OutRecord("a", "b", NOON, "{}");
    Finding judged =
        bare.with(new Judgement("health", Verdict.STALE, 0, false, null), List.of(record));
    Finding more = judged.with(new Judgement("other", Verdict.SCORED, 2, true, null), List.of());
    assertThat(bare.records()).isEmpty();
    assertThat(bare.reason()).isEqualTo("no-detector");
    assertThat(judged.scored()).isFalse();
    assertThat(judged.reason()).isEqualTo("stale");
    assertThat(more.scored()).isTrue();
    assertThat(more.records()).containsExactly(record);
    assertThat(more.judgement("other")).isPresent();
    assertThat(more.judgement("nobody")).isEmpty();
  }
}
