package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummariserTest {
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final Feed feed = new Feed(clock);
  private final AssetSamples samples = new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC);
  private final Summariser summariser = new Summariser(samples, Duration.ofSeconds(1));

  @Test
  void aPeriodEndsWithTheFirstScanAtItsEndWhichBeginsTheNext() {
    for (int i = 0; i < 10; i++) {
      assertThat(scan(1450, 200 + i)).isEmpty();
    }
    JsonNode first = body(scan(1450, 300));
    assertThat(first.path("rows").asInt()).isEqualTo(10);
    assertThat(first.path("from").asText()).isEqualTo("2026-11-20T08:00:00Z");
    assertThat(first.path("to").asText()).isEqualTo("2026-11-20T08:00:01Z");
    assertThat(first.has("partial")).isFalse();
    JsonNode flow = first.path("tags").path("pump-1/flow");
    assertThat(flow.path("mean").asDouble()).isCloseTo(204.5, within(1e-9));
    assertThat(flow.path("min").asDouble()).isEqualTo(200);
    assertThat(flow.path("max").asDouble()).isEqualTo(209);
    assertThat(flow.path("last").asDouble()).isEqualTo(209);
    assertThat(flow.path("good").asInt()).isEqualTo(10);
    assertThat(flow.path("unit").asText()).isEqualTo("l/min");
    for (int i = 0; i < 9; i++) {
      assertThat(scan(1450, 100)).isEmpty();
    }
    JsonNode second = body(scan(1450, 100));
    assertThat(second.path("from")).isEqualTo(first.path("to"));
    assertThat(second.path("tags").path("pump-1/flow").path("max").asDouble()).isEqualTo(300);
  }

  @Test
  void theRecordGoesToTheAssetsOwnStream() {
    scan(1450, 200);
    clock.advance(Duration.ofSeconds(1));
    Finding.OutRecord record = scan(1450, 200).get(0);
    assertThat(record.stream()).isEqualTo("pump-1/summaries");
    assertThat(record.kind()).isEqualTo("summary");
    assertThat(record.time()).isEqualTo(START.plusMillis(1_100));
  }

  @Test
  void aTagOfASlowerGroupCountsWithItsHeldValueUntilItIsStale() {
    samples.update(feed.begin(Pump.SLOW).number(0, 48.5, 0, 0).build());
    Summariser minute = new Summariser(samples, Duration.ofMinutes(1));
    List<Finding.OutRecord> ended = new ArrayList<>();
    for (int i = 0; i <= 600; i++) {
      ended.addAll(scan(minute, feed.good(Pump.FAST, 1450, 200, 3)));
    }
    JsonNode bearing = body(ended).path("tags").path("pump-1/bearing");
    // Rows at 0.0, 0.1 … 5.0 s: five intervals of 1 s after it was read.
    assertThat(bearing.path("good").asInt()).isEqualTo(51);
    assertThat(bearing.path("without").asInt()).isEqualTo(549);
    assertThat(bearing.path("last").asDouble()).isEqualTo(48.5);
  }

  @Test
  void rowsWithBadOrUncertainSamplesAreCountedAsWithoutAndMakeNoFigure() {
    scan(summariser, feed.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    scan(summariser, feed.only(Pump.FAST, Pump.FLOW, 999, StatusCode.UNCERTAIN));
    clock.advance(Duration.ofSeconds(1));
    JsonNode flow = body(scan(1450, 200)).path("tags").path("pump-1/flow");
    assertThat(flow.path("good").asInt()).isZero();
    assertThat(flow.path("without").asInt()).isEqualTo(2);
    assertThat(flow.has("mean")).isFalse();
    assertThat(flow.has("last")).isFalse();
  }

  @Test
  void theHighestScoreOfEachDetectorIsToldAndVerdictsWithoutScoreAreNot() {
    Finding finding = Finding.of(fast(1450, 200));
    summariser.add(
        finding
            .with(new Judgement("health", Verdict.SCORED, 0.4, false, null), List.of())
            .with(new Judgement("other", Verdict.WARMING_UP, 0, false, null), List.of()));
    summariser.add(
        Finding.of(fast(1450, 200))
            .with(new Judgement("health", Verdict.SCORED, 1.7, true, null), List.of()));
    summariser.add(
        Finding.of(fast(1450, 200))
            .with(new Judgement("health", Verdict.SCORED, 0.9, true, null), List.of()));
    clock.advance(Duration.ofSeconds(1));
    JsonNode highest = body(scan(1450, 200)).path("highestScores");
    assertThat(highest.path("health").asDouble()).isEqualTo(1.7);
    assertThat(highest.has("other")).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(body(scan(1450, 200)).path("highestScores").size()).isZero();
  }

  @Test
  void aWallClockSetBackDoesNotStretchThePeriod() {
    scan(1450, 200);
    List<Finding.OutRecord> ended = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Scan scan =
          feed.begin(Pump.FAST, clock.now().minus(Duration.ofHours(1)))
              .number(0, 1450, 0, 0)
              .number(1, 200, 0, 0)
              .number(2, 3, 0, 0)
              .build();
      ended.addAll(scan(summariser, scan));
    }
    assertThat(ended).hasSize(1);
  }

  @Test
  void theRestIsWhatThePeriodHadUntilItsLastScanMarkedPartial() {
    scan(1450, 200);
    scan(1450, 210);
    List<Finding.OutRecord> rest = summariser.rest();
    JsonNode partial = body(rest);
    assertThat(partial.path("partial").asBoolean()).isTrue();
    assertThat(partial.path("rows").asInt()).isEqualTo(2);
    assertThat(partial.path("to").asText()).isEqualTo("2026-11-20T08:00:00.100Z");
    assertThat(rest.get(0).time()).isEqualTo(START.plusMillis(100));
    assertThat(summariser.rest()).as("given once").isEmpty();
  }

  @Test
  void withoutAScanThereIsNoRest() {
    assertThat(summariser.rest()).isEmpty();
  }

  @Test
  void afterAGapTheSummarySaysHowLongItsPeriodWas() {
    scan(1450, 200);
    clock.advance(Duration.ofHours(2));
    JsonNode summary = body(scan(1450, 200));
    assertThat(summary.path("rows").asInt()).isEqualTo(1);
    assertThat(
            Duration.between(
                Instant.parse(summary.path("from").asText()),
                Instant.parse(summary.path("to").asText())))
        .isGreaterThan(Duration.ofHours(2));
  }

  @Test
  void aPeriodMustBePositive() {
    assertThatThrownBy(() -> new Summariser(samples, Duration.ZERO))
        .hasMessage("every is PT0S, must be positive");
  }

  private List<Finding.OutRecord> scan(double speed, double flow) {
    return scan(summariser, feed.good(Pump.FAST, speed, flow, 3));
  }

  private List<Finding.OutRecord> scan(Summariser into, Scan scan) {
    samples.update(scan);
    List<Finding.OutRecord> ended = into.add(Finding.of(scan));
    clock.advance(Duration.ofMillis(100));
    return ended;
  }

  private Scan fast(double speed, double flow) {
    Scan scan = feed.good(Pump.FAST, speed, flow, 3);
    samples.update(scan);
    return scan;
  }

  private static JsonNode body(List<Finding.OutRecord> records) {
    assertThat(records).hasSize(1);
    try {
      return new ObjectMapper().readTree(records.get(0).body());
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }
}
