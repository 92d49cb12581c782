package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputCacheTest {
  private final InputCache cache = new InputCache(List.of(Examples.PRESSURE, Examples.STATE));
  private final TagGroup group =
      new TagGroup(
          "exchanger", "live", Duration.ofMillis(100), List.of(Examples.PRESSURE, Examples.ALIVE));

  @Test
  void aLaterEmptyScanOfTheGroupSaysThatNothingChanged() {
    cache.scanned(builder(1, 100).number(0, 4.2, 0, 0).build());
    cache.scanned(builder(2, 900).build());

    Inputs.Sample sample = cache.inputs().get(Examples.PRESSURE.name());
    assertThat(sample).isEqualTo(new Inputs.Sample(4.2, 0, 900, 0));
  }

  @Test
  void aBadSampleStaysBadHoweverAliveTheGroupIs() {
    cache.scanned(builder(1, 100).bad(0, StatusCode.BAD_SENSOR_FAILURE, 0).build());
    cache.scanned(builder(2, 900).build());

    Inputs.Sample sample = cache.inputs().get(Examples.PRESSURE.name());
    assertThat(sample)
        .isEqualTo(new Inputs.Sample(null, StatusCode.BAD_SENSOR_FAILURE.code(), 900, 0));
  }

  @Test
  void anOlderReadDoesNotReplaceANewerScan() {
    cache.scanned(builder(1, 500).number(0, 4.2, 0, 0).build());
    cache.read(Inputs.of(Map.of(Examples.PRESSURE.name(), Examples.good(9, 400))));

    assertThat(cache.value(Examples.PRESSURE)).isEqualTo(4.2);
  }

  @Test
  void tagsNobodyAskedForAreNotKept() {
    cache.scanned(builder(1, 500).number(1, 4.2, 0, 0).build());

    assertThat(cache.inputs().tags()).isEmpty();
    assertThat(cache.olderThan(0)).containsExactly(Examples.PRESSURE, Examples.STATE);
  }

  private Scan.Builder builder(long sequence, long nanos) {
    return new Scan.Builder(group, sequence, Bench.START, nanos);
  }
}
