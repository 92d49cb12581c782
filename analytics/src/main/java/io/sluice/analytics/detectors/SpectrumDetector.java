package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;

/** The band furthest from its usual level counts, of all tags. */
final class SpectrumDetector extends SignalDetector {
  private final SpectrumStream spectra;
  private final BandNorm norm;
  private final int bands;
  private final boolean[] missing;

  SpectrumDetector(SpectrumStream spectra, BandNorm norm, double threshold, double offLevel) {
    super(spectra.signals(), norm.outside(), threshold, offLevel);
    this.spectra = spectra;
    this.norm = norm;
    this.bands = spectra.bands().count();
    this.missing = new boolean[spectra.levels().length];
  }

  @Override
  Verdict take(Row row) {
    return spectra.update(row);
  }

  @Override
  double[] seen() {
    return spectra.levels();
  }

  @Override
  boolean[] unseen() {
    for (int i = 0; i < missing.length; i++) {
      missing[i] = stream.missing(i / bands);
    }
    return missing;
  }

  @Override
  double measure() {
    double worst = 0;
    for (int signal = 0; signal < stream.count(); signal++) {
      for (int i = signal * bands; i < (signal + 1) * bands && !stream.missing(signal); i++) {
        worst = Math.max(worst, norm.away(i, spectra.levels()[i]));
      }
    }
    return worst;
  }

  @Override
  double[] blame() {
    double[] blame = new double[stream.count()];
    for (int signal = 0; signal < blame.length; signal++) {
      for (int i = signal * bands; i < (signal + 1) * bands && !stream.missing(signal); i++) {
        double away = norm.away(i, spectra.levels()[i]);
        blame[signal] += away * away;
      }
    }
    return blame;
  }

  @Override
  Contribution contribution(int signal, double share) {
    int chief = signal * bands;
    for (int i = chief; i < (signal + 1) * bands; i++) {
      chief = norm.away(i, level(i)) > norm.away(chief, level(chief)) ? i : chief;
    }
    Column column = stream.column(signal);
    return new Contribution(
        column.tag(),
        column.unit(),
        Aspect.BAND,
        share,
        rms(signal, level(chief)),
        rms(signal, norm.mean(chief)),
        rms(signal, norm.low(chief)),
        rms(signal, norm.high(chief)),
        spectra.bands().inWords(chief - signal * bands),
        outsideFor(chief));
  }

  @Override
  public void reset() {
    spectra.reset();
    super.reset();
  }

  private double level(int band) {
    return spectra.levels()[band];
  }

  private double rms(int signal, double decibels) {
    return stream.span(signal, SpectrumMeter.rms(decibels));
  }
}
