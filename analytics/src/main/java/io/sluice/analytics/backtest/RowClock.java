package io.sluice.analytics.backtest;

import io.sluice.analytics.csv.CsvFile;
import io.sluice.analytics.csv.TimeCell;
import java.util.OptionalLong;

/**
 * Plant time of each row, strictly rising whatever the file says, so that no row is lost: a time
 * that repeats or is missing counts as one interval after the row before, and where times run back
 * (a clock set back, another recording appended) they are taken to go on from there.
 */
final class RowClock {
  private final int column;
  private final long interval;
  private final TimeCell cell = new TimeCell();
  private long offset;
  private long written;
  private long last;
  private boolean begun;
  private long repeated;
  private long backward;
  private long missing;

  RowClock(Roles roles) {
    column = roles.time();
    interval = roles.interval();
  }

  /** The plant time of the file's next row, nanoseconds. */
  long next(CsvFile row) {
    if (column < 0) {
      last += begun ? interval : 0;
      begun = true;
      return last;
    }
    return next(cell.nanos(row, column));
  }

  private long next(OptionalLong time) {
    if (time.isEmpty()) {
      missing++;
      last += begun ? interval : 0;
      begun = true;
      return last;
    }
    long now = time.getAsLong();
    if (!begun) {
      written = now;
      last = now;
      begun = true;
      return last;
    }
    if (now < written) {
      backward++;
      offset = last + interval - now;
    }
    written = now;
    repeated += now + offset <= last ? 1 : 0;
    last = now + offset > last ? now + offset : last + interval;
    return last;
  }

  /** Rows whose time was not after that of the row before. */
  long repeated() {
    return repeated;
  }

  /** How often times ran back. */
  long backward() {
    return backward;
  }

  /** Rows without a readable time. */
  long missing() {
    return missing;
  }
}
