package io.sluice.analytics.detectors;

import io.sluice.analytics.Verdict;
import java.util.EnumMap;

/** Counts why the cells of one row are unusable. Allocates nothing after construction. */
final class Reasons {
  private static final Verdict[] VERDICTS = Verdict.values();

  private final EnumMap<Verdict, Tally> tallies = new EnumMap<>(Verdict.class);

  Reasons() {
    for (Verdict verdict : VERDICTS) {
      tallies.put(verdict, new Tally());
    }
  }

  void clear() {
    for (Verdict verdict : VERDICTS) {
      tally(verdict).count = 0;
    }
  }

  void add(Verdict reason) {
    tally(reason).count++;
  }

  int count(Verdict reason) {
    return tally(reason).count;
  }

  int total() {
    int total = 0;
    for (Verdict verdict : VERDICTS) {
      total += count(verdict);
    }
    return total;
  }

  /** The reason given most often; of equals the first. */
  Verdict dominant() {
    Verdict most = VERDICTS[0];
    for (Verdict verdict : VERDICTS) {
      most = count(verdict) > count(most) ? verdict : most;
    }
    return most;
  }

  private Tally tally(Verdict verdict) {
    Tally tally = tallies.get(verdict);
    if (tally == null) {
      throw new IllegalStateException("there is a tally for each verdict");
    }
    return tally;
  }

  private static final class Tally {
    private int count;
  }
}
