package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.TrainingRows;

/**
 * A tag's values as a {@link Course} wants them: scaled, and a meter that only rises as its change
 * an hour. Owned by one context; allocates nothing after construction.
 */
final class Signal {
  private static final double HOUR = 3600;

  /** A value further from the mean than this many standard deviations counts as this far. */
  private static final double FARTHEST = 1e6;

  private static final double NANOS = 1e9;
  private static final int FEWEST_RISES = 20;

  /** A meter may be set back to zero once in so many rises. */
  private static final long RISES_PER_FALL = 1000;

  private final Scale scale;
  private double current;
  private double last;
  private double lastSeconds;
  private boolean hasLast;

  Signal(Scale scale) {
    this.scale = scale;
  }

  /**
   * What training showed of a tag.
   *
   * @param rising whether it is a meter
   * @param centre mean of its values, or of its change an hour
   * @param deviation their standard deviation, above 0
   * @param gap longest time in seconds over which a change is taken
   */
  record Scale(boolean rising, double centre, double deviation, double gap) {
    Scale {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("a deviation of " + deviation);
      }
    }

    double[] toArray() {
      return new double[] {rising ? 1 : 0, centre, deviation, gap};
    }

    static Scale of(double[] array) {
      return new Scale(array[0] == 1, array[1], array[2], array[3]);
    }
  }

  static Scale scale(TrainingRows rows, int column, double gap) {
    boolean rising = rises(rows, column);
    Signal raw = new Signal(new Scale(rising, 0, 1, gap));
    double mean = 0;
    double squares = 0;
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (raw.take(rows.time(row) / NANOS, rows.value(row, column))) {
        count++;
        double off = raw.current - mean;
        mean += off / count;
        squares += off * (raw.current - mean);
      }
    }
    double deviation = Math.sqrt(squares / Math.max(1, count));
    boolean usable = Double.isFinite(mean) && Double.isFinite(deviation) && deviation > 0;
    return new Scale(rising, usable ? mean : 0, usable ? deviation : 1, gap);
  }

  /** Takes a reading; false where it gives no value yet: the first of a meter, or after a gap. */
  boolean take(double seconds, double reading) {
    if (!scale.rising()) {
      current = reading;
      return true;
    }
    double since = seconds - lastSeconds;
    boolean usable = hasLast && reading >= last && since > 0 && since <= scale.gap();
    current = usable ? (reading - last) * HOUR / since : 0;
    last = reading;
    lastSeconds = seconds;
    hasLast = true;
    return usable;
  }

  /** The reading taken last, scaled. */
  double value() {
    double scaled = (current - scale.centre()) / scale.deviation();
    return Math.max(-FARTHEST, Math.min(FARTHEST, scaled));
  }

  double levelInUnit(double level) {
    return level * scale.deviation() + scale.centre();
  }

  double spreadInUnit(double spread) {
    return spread * scale.deviation();
  }

  String unit(Column column) {
    return scale.rising() ? column.unit() + "/h" : column.unit();
  }

  private static boolean rises(TrainingRows rows, int column) {
    int falls = 0;
    int rises = 0;
    for (int row = 1; row < rows.size(); row++) {
      double change = rows.value(row, column) - rows.value(row - 1, column);
      falls += change < 0 ? 1 : 0;
      rises += change > 0 ? 1 : 0;
    }
    return rises > FEWEST_RISES && falls * RISES_PER_FALL <= rises;
  }
}
