package io.sluice.analytics.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeCellTest {
  @Test
  void timesAreReadAsHistoriansWriteThem() {
    reads("2013-07-04 00:00:00", "2013-07-04T00:00:00Z");
    reads("2020-03-09T10:14:33", "2020-03-09T10:14:33Z");
    reads("2026-11-20T06:00:00Z", "2026-11-20T06:00:00Z");
    reads("2026-11-20T07:00:03.5+01:00", "2026-11-20T06:00:03.500Z");
    reads("2026-11-20 07:00:03,25 -0330", "2026-11-20T10:30:03.250Z");
    reads("20.11.2026 06:00", "2026-11-20T06:00:00Z");
    reads("2026/11/20 6:00:00", "2026-11-20T06:00:00Z");
    reads("2026-11-20", "2026-11-20T00:00:00Z");
  }

  @Test
  void whatIsNoTimeIsNone() {
    for (String text : new String[] {"noon", "2026-13-01", "11/20/2026", "06:00", "2026-11-20x"}) {
      assertThat(TimeCell.ofText(text)).as(text).isEmpty();
    }
  }

  @Test
  void numbersAreSecondsOrWhatTheirSizeSays() {
    long second = 1_000_000_000L;
    assertThat(new TimeCell().ofNumber(12.5)).hasValue(12 * second + second / 2);
    assertThat(new TimeCell().ofNumber(1_795_154_400)).hasValue(1_795_154_400L * second);
    assertThat(new TimeCell().ofNumber(1_795_154_400_250.0))
        .hasValue(1_795_154_400L * second + second / 4);
    assertThat(new TimeCell().ofNumber(1_795_154_400_250_000.0))
        .hasValue(1_795_154_400L * second + second / 4);
    assertThat(new TimeCell().ofNumber(1e300)).isEqualTo(OptionalLong.empty());
  }

  private static void reads(String text, String instant) {
    Instant expected = Instant.parse(instant);
    assertThat(TimeCell.ofText(text))
        .as(text)
        .hasValue(expected.getEpochSecond() * 1_000_000_000L + expected.getNano());
  }
}
