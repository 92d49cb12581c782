package io.sluice.analytics.detectors;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Mean square in each band, in decibels over 1 unit². Hann window; so scaled that the bands of a
 * sine add up to half its amplitude squared. Allocates nothing after construction (the library
 * works in place and, up to 4,096 points, in the caller's thread).
 *
 * @see <a href="https://doi.org/10.1109/TAU.1967.1161901">Welch 1967</a>
 */
final class SpectrumMeter {
  /** Silence: 120 dB below the unit. */
  private static final double FLOOR = 1e-12;

  private final Bands bands;
  private final DoubleFFT_1D transform;
  private final double[] window;
  private final double[] work;
  private final double norm;

  SpectrumMeter(Bands bands, int points) {
    this.bands = bands;
    transform = new DoubleFFT_1D(points);
    window = new double[points];
    work = new double[points];
    double squares = 0;
    for (int i = 0; i < points; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / points);
      squares += window[i] * window[i];
    }
    norm = 1 / (points * squares);
  }

  /** Where {@link #measure} takes the values from. */
  double[] input() {
    return work;
  }

  /** Writes the bands' levels from {@code at} on; the input is gone after it. */
  void measure(double[] into, int at) {
    double mean = 0;
    for (double value : work) {
      mean += value;
    }
    mean /= work.length;
    for (int i = 0; i < work.length; i++) {
      work[i] = (work[i] - mean) * window[i];
    }
    transform.realForward(work);
    for (int band = 0; band < bands.count(); band++) {
      double power = 0;
      for (int line = bands.firstLine(band); line < bands.firstLine(band + 1); line++) {
        power += power(line);
      }
      into[at + band] = 10 * Math.log10(power * norm + FLOOR);
    }
  }

  /** Root mean square of a level. */
  static double rms(double decibels) {
    return Math.sqrt(Math.pow(10, decibels / 10));
  }

  /** Both halves of a line; the library puts the highest, which has no half, beside line 0. */
  private double power(int line) {
    if (line == work.length / 2) {
      return work[1] * work[1];
    }
    double re = work[2 * line];
    double im = work[2 * line + 1];
    return 2 * (re * re + im * im);
  }
}
