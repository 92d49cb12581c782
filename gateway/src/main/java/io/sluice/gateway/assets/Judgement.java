package io.sluice.gateway.assets;

import io.sluice.analytics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What one detector made of one scan.
 *
 * @param detector its name
 * @param verdict whether it scored, or why not
 * @param score 1.0 = threshold; 0 where {@code verdict} is not SCORED
 * @param alarmActive whether its alarm stands after this scan
 * @param event the alarm's transition at this scan, or null
 * @param model version of the model that judged, 0 while there is none
 */
public record Judgement(
    String detector,
    Verdict verdict,
    double score,
    boolean alarmActive,
    @Nullable AlarmEvent event,
    int model) {
  /** A judgement of nobody's model in particular. */
  public Judgement(
      String detector,
      Verdict verdict,
      double score,
      boolean alarmActive,
      @Nullable AlarmEvent event) {
    this(detector, verdict, score, alarmActive, event, 0);
  }
}
