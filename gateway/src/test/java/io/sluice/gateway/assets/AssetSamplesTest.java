package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssetSamplesTest {
  private static final int SPEED = 0;
  private static final int FLOW = 1;
  private static final int BEARING = 3;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final AssetSamples samples = new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC);

  @Test
  void columnsAreTheAssetsTagsInOrderWhateverGroupTheyAreReadWith() {
    assertThat(samples.tags()).isEqualTo(Pump.NUMERIC);
    samples.update(feed.good(Pump.FAST, 1450, 210, 3));
    samples.update(feed.begin(Pump.SLOW).number(0, 48.5, 0, 0).build());
    assertThat(samples.value(SPEED)).isEqualTo(1450);
    assertThat(samples.value(FLOW)).isEqualTo(210);
    assertThat(samples.value(BEARING)).isEqualTo(48.5);
  }

  @Test
  void aTextHasNoColumn() {
    assertThat(AssetSamples.numeric(Pump.SLOW.tags())).containsExactly(Pump.BEARING);
  }

  @Test
  void aTagOfNoGroupIsAMistakeOfTheWiring() {
    assertThatThrownBy(
            () ->
                new AssetSamples(
                    "pump-1",
                    Pump.GROUPS,
                    List.of(Pump.tag("pump-1/lost", "fast", "", TagClass.PROCESS))))
        .hasMessage("pump-1/lost is in none of the groups");
  }

  @Test
  void beforeItsFirstSampleAColumnWaitsForInitialDataAndIsStale() {
    assertThat(samples.status(SPEED)).isEqualTo(StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
    assertThat(samples.stale(SPEED, clock.nanoTime())).isTrue();
  }

  @Test
  void onlyGroupsWithTagsOfTheAssetConcernIt() {
    TagGroup other =
        new TagGroup(
            "plc",
            "other",
            Duration.ofSeconds(1),
            List.of(Pump.tag("fan-1/speed", "other", "rpm", TagClass.PROCESS)));
    AssetSamples both =
        new AssetSamples("pump-1", List.of(Pump.FAST, Pump.SLOW, other), Pump.NUMERIC);
    assertThat(both.concerns(Pump.FAST)).isTrue();
    assertThat(both.concerns(other)).isFalse();
    both.update(feed.good(other, 900));
    assertThat(both.stale(SPEED, clock.nanoTime())).isTrue();
  }

  @Test
  void eachGroupGoesStaleByItsOwnInterval() {
    samples.update(feed.good(Pump.FAST, 1450, 210, 3));
    samples.update(feed.begin(Pump.SLOW).number(0, 48.5, 0, 0).build());
    long read = clock.nanoTime();
    // The fast group's 5 × 100 ms are below the floor of 1 s; the slow one has 5 × 1 s.
    assertThat(samples.stale(SPEED, read + 1_000_000_000L)).isFalse();
    assertThat(samples.stale(SPEED, read + 1_000_000_001L)).isTrue();
    assertThat(samples.stale(BEARING, read + 5_000_000_000L)).isFalse();
    assertThat(samples.stale(BEARING, read + 5_000_000_001L)).isTrue();
  }

  @Test
  void aSparseScanChangesOnlyWhatItCarriesAndKeepsTheRestFresh() {
    samples.update(feed.good(Pump.FAST, 1450, 210, 3));
    clock.advance(Duration.ofSeconds(3));
    samples.update(feed.only(Pump.FAST, Pump.FLOW, 190, StatusCode.GOOD));
    assertThat(samples.value(FLOW)).isEqualTo(190);
    assertThat(samples.value(SPEED)).isEqualTo(1450);
    assertThat(samples.stale(SPEED, clock.nanoTime())).isFalse();
  }

  @Test
  void ofATagSeveralTimesInOneScanTheLastCounts() {
    samples.update(
        feed.begin(Pump.FAST)
            .number(1, 200, 0, 1)
            .number(1, 201, 0, 2)
            .number(1, 202, 0, 3)
            .build());
    assertThat(samples.value(FLOW)).isEqualTo(202);
  }

  @Test
  void ofALargeScanSharedByManyAssetsEachTakesItsOwnNewestSamples() {
    AssetSamples flow = new AssetSamples("pump-1", Pump.GROUPS, List.of(Pump.NUMERIC.get(FLOW)));
    flow.update(
        feed.begin(Pump.FAST)
            .number(0, 1450, 0, 1)
            .number(1, 201, 0, 1)
            .number(1, 202, 0, 2)
            .number(2, 3, 0, 1)
            .build());
    assertThat(flow.value(0)).isEqualTo(202);
    flow.update(feed.begin(Pump.FAST).number(0, 1450, 0, 1).number(2, 3, 0, 1).build());
    assertThat(flow.value(0)).as("not in the scan").isEqualTo(202);
    flow.update(feed.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    assertThat(flow.status(0)).isEqualTo(StatusCode.BAD_TIMEOUT.code());
  }

  @Test
  void aKeepAliveKeepsAnUnchangedTagFresh() {
    samples.update(feed.good(Pump.FAST, 1450, 210, 3));
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(1));
      samples.update(feed.keepAlive(Pump.FAST));
    }
    assertThat(samples.stale(SPEED, clock.nanoTime())).isFalse();
    assertThat(samples.status(SPEED)).isEqualTo(StatusCode.GOOD.code());
    assertThat(samples.stale(BEARING, clock.nanoTime())).isTrue();
  }

  @Test
  void anOutageTurnsTheColumnsBadAndTheNextGoodSampleTurnsThemBack() {
    samples.update(feed.good(Pump.FAST, 1450, 210, 3));
    samples.update(feed.bad(Pump.FAST, StatusCode.BAD_NOT_CONNECTED));
    assertThat(samples.status(SPEED)).isEqualTo(StatusCode.BAD_NOT_CONNECTED.code());
    samples.update(feed.good(Pump.FAST, 1451, 211, 3));
    assertThat(samples.status(SPEED)).isEqualTo(StatusCode.GOOD.code());
    assertThat(samples.value(SPEED)).isEqualTo(1451);
  }

  @Test
  void anUncertainSampleKeepsItsValueAndItsStatus() {
    samples.update(feed.only(Pump.FAST, Pump.SPEED, 1400, StatusCode.UNCERTAIN));
    assertThat(samples.status(SPEED)).isEqualTo(StatusCode.UNCERTAIN.code());
    assertThat(samples.value(SPEED)).isEqualTo(1400);
  }
}
