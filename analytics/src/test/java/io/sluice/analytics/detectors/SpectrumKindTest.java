package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpectrumKindTest {
  private static final long MILLISECOND = 1_000_000;
  private static final int POINTS = 256;

  private final SpectrumKind kind = new SpectrumKind();
  private final Random random = new Random(1);
  private final Row row = new Row(1);
  private long nanos;

  @Test
  void aSinesBandHasHalfItsAmplitudeSquaredAndTheOthersHaveNothing() throws Exception {
    Bands bands = Bands.of(Bands.edges(null, 4, 1000), POINTS, 1000);
    SpectrumMeter meter = new SpectrumMeter(bands, POINTS);
    for (int i = 0; i < POINTS; i++) {
      meter.input()[i] = 7 + 3 * Math.sin(2 * Math.PI * 187.5 * i / 1000);
    }
    double[] levels = new double[4];
    meter.measure(levels, 0);
    assertThat(SpectrumMeter.rms(levels[1])).isCloseTo(3 / Math.sqrt(2), within(1e-9));
    assertThat(levels[0]).isLessThan(-100);
    assertThat(levels[3]).isLessThan(-100);
  }

  @Test
  void aNewHumIsNamedWithItsBandInHertzAndItsStrengthInTheTagsUnit() throws Exception {
    Detector detector = kind.detector(kind.train(training(6000), options(null), Goal.USUAL));
    for (int i = 0; i < 2000; i++) {
      next(i < 1000 ? 0 : 2 * Math.sin(2 * Math.PI * 100 * i / 1000));
      Verdict verdict = detector.update(row);
      assertThat(i >= 1000 || verdict != Verdict.SCORED || detector.score() < 1).isTrue();
    }
    assertThat(detector.score()).isGreaterThan(1);
    Contribution why = detector.contributions(1).get(0);
    assertThat(why.aspect()).isEqualTo(Aspect.BAND);
    assertThat(why.observed()).isCloseTo(2 / Math.sqrt(2), within(0.1));
    assertThat(why.inWords()).startsWith("pump/vibration RMS from 62.5 to 125 Hz 1.4");
  }

  @Test
  void rowsThatDoNotComeSteadilyHaveNoVerdict() throws Exception {
    Detector detector = kind.detector(kind.train(training(6000), options(null), Goal.USUAL));
    Verdict last = Verdict.SCORED;
    for (int i = 0; i < 1000; i++) {
      next(0);
      nanos += i % 2 * MILLISECOND;
      last = detector.update(row);
    }
    assertThat(last).isEqualTo(Verdict.UNSTEADY);
    for (int i = 0; i < 1000; i++) {
      next(0);
      last = detector.update(row);
    }
    assertThat(last).isEqualTo(Verdict.SCORED);
  }

  @Test
  void trainingRowsThatDoNotComeSteadilyAreRefused() {
    TrainingRows rows = new TrainingRows(columns(), 6000);
    for (int i = 0; i < 6000; i++) {
      next(0);
      nanos += i % 3 * MILLISECOND;
      rows.add(row);
    }
    assertThatThrownBy(() -> kind.train(rows, options(null), Goal.USUAL))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("did not come at a steady interval");
  }

  @Test
  void aBandWithoutALineOfTheSpectrumIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> kind.train(training(6000), options(List.of(10.0, 11.0)), Goal.USUAL))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("from 10 to 11 Hz: its lines are 3.91 Hz apart, up to 500 Hz");
  }

  @Test
  void pointsAndEdgesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SpectrumOptions(null, 100, 8, null))
        .hasMessageContaining("points is 100, must be a power of two");
    assertThatThrownBy(() -> options(List.of(50.0, 10.0)))
        .hasMessageContaining("each above the last");
  }

  private TrainingRows training(int count) {
    TrainingRows rows = new TrainingRows(columns(), count);
    for (int i = 0; i < count; i++) {
      next(0);
      rows.add(row);
    }
    return rows;
  }

  private void next(double more) {
    nanos += MILLISECOND;
    row.set(0, 5 + 0.2 * random.nextGaussian() + more);
    row.time(nanos);
  }

  private static SpectrumOptions options(@Nullable List<Double> edges) {
    return new SpectrumOptions(null, POINTS, 8, edges);
  }

  private static List<Column> columns() {
    return List.of(Column.process("pump/vibration", "mm/s"));
  }
}
