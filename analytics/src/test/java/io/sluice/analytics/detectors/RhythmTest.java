package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.plant.PumpRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {
  private static final long INTERVAL = 1_000;

  @Test
  void rowsAsOftenAsInTrainingKeepItThroughALateOneAndAnOutage() {
    Rhythm rhythm = new Rhythm(INTERVAL);
    for (int i = 0; i < 200; i++) {
      long step = i % 50 == 7 ? 1_000_000 : i % 10 == 3 ? 2 * INTERVAL : INTERVAL;
      assertThat(rhythm.keeps(step)).isTrue();
    }
  }

  @Test
  void unevenRowsOfWhichTheMedianIsTheIntervalKeepIt() {
    Rhythm rhythm = new Rhythm(INTERVAL);
    for (int i = 0; i < 200; i++) {
      assertThat(rhythm.keeps(i % 2 == 0 ? INTERVAL / 10 : 5 * INTERVAL)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 500, 2_000, 60_000})
  void anotherIntervalIsNoticedWithinADozenRowsAndItsEndToo(long step) {
    Rhythm rhythm = new Rhythm(INTERVAL);
    for (int i = 0; i < 11; i++) {
      assertThat(rhythm.keeps(step)).isTrue();
    }
    assertThat(rhythm.keeps(step)).isFalse();
    for (int i = 0; i < 11; i++) {
      assertThat(rhythm.keeps(INTERVAL)).isFalse();
    }
    assertThat(rhythm.keeps(INTERVAL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 10, 1000})
  void aModelRunAtAnotherIntervalHasNoVerdictAndSaysWhy(long slower) throws Exception {
    PcaKind kind = new PcaKind();
    Detector detector =
        kind.detector(
            kind.train(PumpRows.training(1, 1000), new PcaOptions(null, 0.9), Goal.USUAL));
    PumpRows pump = new PumpRows(2);
    Row row = new Row(PumpRows.COLUMNS.size());
    for (int i = 0; i < 100; i++) {
      pump.next(row);
      row.time(slower * row.time());
      Verdict verdict = detector.update(row);
      if (i > 12) {
        assertThat(verdict).isEqualTo(Verdict.OTHER_INTERVAL);
      }
    }
  }
}
