package io.sluice.analytics.trial;

/**
 * All that is known of one version of a model at work.
 *
 * @param figures what it has shown on live rows
 * @param faults what it has noticed of faults put into copies of them
 */
public record TrackRecord(Observed figures, FaultsFound faults) {
  /** Nothing known. */
  public static final TrackRecord NONE = new TrackRecord(Observed.NONE, FaultsFound.NONE);
}
