package io.sluice.analytics.detectors;

/** What a detector kind makes of one row of features, scaled by its {@link Basis}. */
interface Scorer {
  /** How unusual, 0 or more, finite. Allocates nothing. */
  double measure(double[] z);

  /** Each feature's part in {@link #measure}, 0 or more. May allocate. */
  double[] blame(double[] z);
}
