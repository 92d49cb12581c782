package io.sluice.analytics.detectors;

import io.sluice.analytics.TrainingException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bands of frequencies and the lines of a spectrum that fall into each. */
final class Bands {
  private final double[] edges;
  private final int[] lines;

  private Bands(double[] edges, int[] lines) {
    this.edges = edges;
    this.lines = lines;
  }

  /**
   * @param edges in Hz, rising, one more than there are bands
   * @param points rows of a spectrum
   * @param rate rows a second
   */
  static Bands of(double[] edges, int points, double rate) throws TrainingException {
    int[] lines = new int[edges.length];
    for (int i = 0; i < edges.length; i++) {
      lines[i] = Math.max(1, (int) Math.min(points / 2 + 1, Math.ceil(edges[i] * points / rate)));
      if (i > 0 && lines[i] <= lines[i - 1]) {
        throw new TrainingException(
            "no line of the spectrum lies from %s to %s Hz: its lines are %s Hz apart, up to %s Hz"
                .formatted(
                    plain(edges[i - 1]), plain(edges[i]), plain(rate / points), plain(rate / 2)));
      }
    }
    return new Bands(edges, lines);
  }

  /** The user's edges, or equal bands up to half the rate. */
  static double[] edges(@Nullable List<Double> given, int equal, double rate) {
    if (given != null) {
      return given.stream().mapToDouble(Double::doubleValue).toArray();
    }
    double[] edges = new double[equal + 1];
    for (int i = 0; i <= equal; i++) {
      edges[i] = i * rate / 2 / equal;
    }
    // The highest line is at half the rate itself and belongs to the last band.
    edges[equal] = Math.nextUp(rate / 2);
    return edges;
  }

  int count() {
    return edges.length - 1;
  }

  /**
   * The band's first line; that of the next band, or of none, is behind its last. Line 0 is none's.
   */
  int firstLine(int band) {
    return lines[band];
  }

  /** For sentences: {@code from 10 to 20 Hz}. */
  String inWords(int band) {
    return "from " + plain(edges[band]) + " to " + plain(edges[band + 1]) + " Hz";
  }

  private static String plain(double hertz) {
    String text = String.format(Locale.ROOT, hertz < 10 ? "%.2f" : "%.1f", hertz);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
