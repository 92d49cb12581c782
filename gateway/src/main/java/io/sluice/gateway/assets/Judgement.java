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
 */
public record Judgement(
    String detector,
    Verdict verdict,
    double score,
    boolean alarmActive,
    @Nullable AlarmEvent event) {}
