package io.sluice.analytics.trial;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a trial beside a champion has shown of a shadow: the evidence for its promotion.
 *
 * @param against version of the champion, 1 or more; 0 where there was none
 * @param champion what the champion did in the time of the trial
 * @param shadow what the shadow did
 * @param agreement between the two
 */
public record TrialRecord(
    int against, TrackRecord champion, TrackRecord shadow, Agreement agreement) {
  private static final String CHAMPION = "champion-";
  private static final String SHADOW = "shadow-";

  /** Nothing shown yet. */
  public static TrialRecord none(int against) {
    return new TrialRecord(against, TrackRecord.NONE, TrackRecord.NONE, Agreement.NONE);
  }

  /** By name, as a registry of models keeps it. */
  public Map<String, Double> named() {
    Map<String, Double> named = new TreeMap<>();
    put(named, CHAMPION, champion);
    put(named, SHADOW, shadow);
    named.put("against-version", (double) against);
    named.put("rows-of-both", (double) agreement.rows());
    named.put("correlation", agreement.pearson());
    named.put("rank-correlation", agreement.spearman());
    named.put("alarms-alone", (double) agreement.activationsAlone());
    return named;
  }

  /** What {@link #named} gave; what is missing was not seen. */
  public static TrialRecord of(Map<String, Double> named) {
    return new TrialRecord(
        (int) count(named, "against-version"),
        track(named, CHAMPION),
        track(named, SHADOW),
        new Agreement(
            count(named, "rows-of-both"),
            named.getOrDefault("correlation", 0.0),
            named.getOrDefault("rank-correlation", 0.0),
            count(named, "alarms-alone")));
  }

  private static void put(Map<String, Double> named, String prefix, TrackRecord track) {
    track.figures().named().forEach((name, figure) -> named.put(prefix + name, figure));
    named.put(prefix + "faults-found", (double) track.faults().found());
    named.put(prefix + "faults-tried", (double) track.faults().tried());
  }

  private static TrackRecord track(Map<String, Double> named, String prefix) {
    Map<String, Double> own = new TreeMap<>();
    named.forEach(
        (name, figure) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), figure);
          }
        });
    int tried = (int) count(own, "faults-tried");
    int found = (int) Math.min(tried, count(own, "faults-found"));
    return new TrackRecord(Observed.of(own), new FaultsFound(found, tried));
  }

  private static long count(Map<String, Double> named, String name) {
    return Math.max(0, named.getOrDefault(name, 0.0).longValue());
  }
}
