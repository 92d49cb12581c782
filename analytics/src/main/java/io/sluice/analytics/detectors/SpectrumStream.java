package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;

/**
 * Rows in, levels of all bands of all watched tags out, anew every quarter of a window. Owned by
 * one context; allocates nothing after construction.
 */
final class SpectrumStream {
  private final SignalStream signals;
  private final Bands bands;
  private final SpectrumMeter meter;
  private final Steadiness steadiness;
  private final double[] levels;
  private final int points;
  private int since;

  /**
   * @param plan its window is the length of a spectrum
   * @param interval nanoseconds between rows
   */
  SpectrumStream(FeaturePlan plan, Bands bands, long interval) {
    this.points = plan.window();
    this.signals = new SignalStream(plan, points);
    this.bands = bands;
    this.meter = new SpectrumMeter(bands, points);
    this.steadiness = new Steadiness(interval, points);
    this.levels = new double[signals.count() * bands.count()];
    this.since = points;
  }

  /** Takes a row; {@link #levels} are there if the answer is {@link Verdict#SCORED}. */
  Verdict update(Row row) {
    boolean steady = steadiness.update(row.time());
    Verdict verdict = signals.update(row);
    verdict = verdict == Verdict.SCORED && !steady ? Verdict.UNSTEADY : verdict;
    if (verdict != Verdict.SCORED) {
      since = points;
      return verdict;
    }
    since++;
    if (since >= points / SpectrumKind.HOPS) {
      since = 0;
      for (int signal = 0; signal < signals.count(); signal++) {
        signals.read(signal, meter.input());
        meter.measure(levels, signal * bands.count());
      }
    }
    return verdict;
  }

  /** True where the last row brought new levels. */
  boolean fresh() {
    return since == 0;
  }

  /** In decibels over one deviation of training squared; tag by tag, band by band. */
  double[] levels() {
    return levels;
  }

  SignalStream signals() {
    return signals;
  }

  Bands bands() {
    return bands;
  }

  int points() {
    return points;
  }

  void reset() {
    signals.reset();
    steadiness.reset();
    since = points;
  }
}
