package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LatestSamplesTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LatestSamples latest = new LatestSamples();

  LatestSamplesTest() {
    latest.replace("plc", Pump.GROUPS);
  }

  @Test
  void aTagIsUnknownBeforeItsFirstScanAndAStrangerAlways() {
    assertThat(latest.of("pump-1/flow")).isEmpty();
    latest.update(feed.keepAlive(Pump.FAST));
    assertThat(latest.of("pump-1/flow")).isEmpty();
    assertThat(latest.of("pump-9/flow")).isEmpty();
  }

  @Test
  void aSampleKeepsValueStatusAndSourceTime() {
    latest.update(feed.begin(Pump.FAST).number(1, 210.5, 0x40900000, 77).build());
    LatestSamples.Latest flow = latest.of("pump-1/flow").orElseThrow();
    assertThat(flow.value()).isEqualTo(210.5);
    assertThat(flow.status()).isEqualTo(StatusCode.UNCERTAIN_LAST_USABLE_VALUE.code());
    assertThat(flow.sourceTime()).isEqualTo(77);
    assertThat(flow.tag()).isEqualTo(Pump.FLOW);
  }

  @Test
  void anUnchangedTagIsAsOldAsItsGroupsNewestScan() {
    latest.update(feed.good(Pump.FAST, 1450, 210, 3));
    clock.advance(Duration.ofSeconds(7));
    latest.update(feed.only(Pump.FAST, Pump.FLOW, 190, StatusCode.GOOD));
    assertThat(latest.of("pump-1/speed").orElseThrow().heardNanos()).isEqualTo(clock.nanoTime());
    clock.advance(Duration.ofSeconds(1));
    latest.update(feed.keepAlive(Pump.FAST));
    assertThat(latest.of("pump-1/speed").orElseThrow().heardNanos()).isEqualTo(clock.nanoTime());
  }

  @Test
  void aBadSampleHasNoValueAlsoWhereThereWasOneBefore() {
    latest.update(feed.good(Pump.FAST, 1450, 210, 3));
    latest.update(feed.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    LatestSamples.Latest flow = latest.of("pump-1/flow").orElseThrow();
    assertThat(flow.hasValue()).isFalse();
    assertThat(flow.status()).isEqualTo(StatusCode.BAD_TIMEOUT.code());
    assertThatThrownBy(flow::value)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("pump-1/flow is Bad_Timeout");
  }

  @Test
  void aTextIsKeptAsTextAndGoesWhenItTurnsBad() {
    latest.update(feed.begin(Pump.SLOW).text(1, "batch 7", 0, 0).build());
    LatestSamples.Latest label = latest.of("pump-1/label").orElseThrow();
    assertThat(label.text()).isEqualTo("batch 7");
    assertThat(label.hasValue()).isFalse();
    latest.update(feed.bad(Pump.SLOW, StatusCode.BAD_NOT_CONNECTED));
    assertThat(latest.of("pump-1/label").orElseThrow().text()).isNull();
  }

  @Test
  void aScanOfAnotherGroupIsIgnoredEvenIfItLooksTheSame() {
    TagGroup twin = new TagGroup("plc", "fast", Duration.ofMillis(100), Pump.FAST.tags());
    latest.update(feed.good(twin, 1, 2, 3));
    assertThat(latest.of("pump-1/flow")).isEmpty();
  }
}
