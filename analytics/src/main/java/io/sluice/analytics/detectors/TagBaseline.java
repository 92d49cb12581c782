package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import java.time.Duration;

/**
 * One tag judged against its own past: by its daily course, its weekly course or neither, whichever
 * has expected the tag best so far. Owned by one context; {@link #update} and {@link #learn}
 * allocate nothing.
 */
final class TagBaseline {
  /** A season must expect the tag better by this than none, or than the one in use. */
  private static final double CLEARLY = 0.95;

  private static final double LONGEST_INTERVAL = Season.DAY / 6;

  private final Column column;
  private final int index;
  private final Signal signal;
  private final Pacing pacing;
  private final Course[] courses;
  private int active;
  private double seconds;
  private double previousSeconds;
  private boolean started;
  private boolean pending;
  private double score;
  private double outsideAt;

  /**
   * @param share of its blocks of rows whose peaks the goal allows to raise an alarm, above 0
   */
  TagBaseline(Column column, int index, Signal signal, Pacing pacing, double share) {
    this.column = column;
    this.index = index;
    this.signal = signal;
    this.pacing = pacing;
    Season.Cycle[] cycles = Season.Cycle.values();
    courses = new Course[pacing.interval() <= LONGEST_INTERVAL ? cycles.length : 1];
    for (int i = 0; i < courses.length; i++) {
      courses[i] = new Course(cycles[i], pacing, share);
    }
  }

  int index() {
    return index;
  }

  /** Takes the tag's reading at a row; what it teaches waits for {@link #learn}. */
  void update(double atSeconds, double reading) {
    seconds = atSeconds;
    pending = signal.take(seconds, reading);
    if (!pending) {
      score = 0;
      return;
    }
    double rows = Math.abs(seconds - previousSeconds) / pacing.interval();
    boolean missing = started && (rows > 1.5 || seconds < previousSeconds);
    for (int i = 0; i < courses.length; i++) {
      if (missing) {
        courses[i].miss(seconds < previousSeconds ? Double.MAX_VALUE : rows);
      }
      double scored = courses[i].score(seconds, signal.value());
      if (i == active) {
        outsideAt = score >= 1 && started ? outsideAt : seconds;
        score = scored;
      }
    }
    previousSeconds = seconds;
    started = true;
  }

  /** Says that the row has no value for the tag. */
  void skip() {
    pending = false;
    score = 0;
  }

  /** Learns from the reading taken last, once. */
  void learn(Course.Learning how) {
    if (pending) {
      pending = false;
      for (Course course : courses) {
        course.learn(how);
      }
    }
  }

  /** Refits all courses. */
  void refit() {
    for (Course course : courses) {
      course.refit();
    }
  }

  /** Goes over to the course that expects the tag best; not while an alarm stands on this one. */
  void choose() {
    for (int i = 0; i < courses.length; i++) {
      if (courses[i].ready() && courses[i].error() < CLEARLY * courses[active].error()) {
        active = i;
      }
    }
  }

  /** Says that what an alarm was raised for is the new normal: old levels soon count for little. */
  void accept() {
    for (Course course : courses) {
      course.accept();
    }
  }

  boolean ready() {
    return courses[active].ready();
  }

  /** The last row's score, 0 where it has no value for the tag. */
  double score() {
    return score;
  }

  Season.Cycle cycle() {
    return courses[active].cycle();
  }

  Contribution contribution(double share) {
    Course course = courses[active];
    boolean level =
        switch (course.chief()) {
          case SHORT, MIDDLE, LONG, RANGE -> true;
          case NOISE, SWING -> false;
        };
    return new Contribution(
        column.tag(),
        signal.unit(column),
        level ? Aspect.LEVEL : Aspect.SPREAD,
        share,
        inUnit(level, course.observed()),
        inUnit(level, course.expected()),
        inUnit(level, course.usual(false)),
        inUnit(level, course.usual(true)),
        "",
        score >= 1 ? Duration.ofNanos((long) ((seconds - outsideAt) * 1e9)) : null);
  }

  private double inUnit(boolean level, double value) {
    return level ? signal.levelInUnit(value) : signal.spreadInUnit(value);
  }
}
